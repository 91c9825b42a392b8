import BasketConsole
import BasketFiles
import BasketPipeline
import BasketStore
import KafkaLog

// What each edge's error means for whoever started the program: its exit code (sysexits).

extension KafkaLogError: DiagnosableError {
    public var exitCode: ExitCode {
        switch self {
        case .unreachable, .timedOut, .queueStaysFull, .undelivered, .polledTooLate, .topicMissing,
            .authenticationFailed, .tlsFailed, .notAuthorised, .fatal, .broker:
            .unavailable
        // Fenced: two instances were given one id, and starting again would only fence the other.
        case .refusedSetting, .cannotStart, .fenced: .configuration
        case .topicExists, .topicRefused, .topicsAreMadeAtStart, .outOfRange, .recordTooLarge:
            .failure
        }
    }

    public var refusedSetting: String? {
        guard case .refusedSetting(let key, _) = self else { return nil }
        return "kafka.\(key)"
    }
}

extension BasketStoreError: DiagnosableError {
    public var exitCode: ExitCode {
        switch self {
        case .refusedSettings: .configuration
        case .flushOutOfOrder: .internalError
        // Refused for want of a right, like a connection.
        case .statement("42501", _, _, _): .unavailable
        case .statement: isRetriable ? .unavailable : .failure
        case .cannotConnect, .noConnectionLeft, .authenticationFailed, .tlsFailed, .databaseMissing,
            .connectionLost:
            .unavailable
        case .schemaMissing, .schemaOlder, .schemaNewer, .migrationChanged, .otherStream,
            .modelDiffers, .unknownInput, .serverTooOld, .sessionShared:
            .configuration
        case .schemaClosed, .mayNotWrite, .mayNotCreateSchema, .mayNotCreateRoles, .notTheOwner:
            .unavailable
        }
    }

    public var refusedSetting: String? {
        guard case .refusedSettings = self else { return nil }
        return "database-url"
    }
}

extension BasketFilesError: DiagnosableError {
    public var exitCode: ExitCode {
        switch self {
        case .noLines, .notText, .foreignPacking, .windowTooLarge, .truncated, .corrupt: .badData
        case .cannotOpen, .isDirectory, .cannotRead, .cannotWrite: .inputOutput
        // Whoever reads has enough (`| head`): that is no failure.
        case .readerGone: .success
        }
    }
}

extension ProcessorError: DiagnosableError {
    public var exitCode: ExitCode {
        switch self {
        case .kafka(let error): error.exitCode
        case .store(let error): error.exitCode
        case .partitionsStopped, .generationsUsedUp: .failure
        case .notDrained: .unavailable
        }
    }

    public var refusedSetting: String? {
        switch self {
        case .kafka(let error): error.refusedSetting
        case .store(let error): error.refusedSetting
        case .partitionsStopped, .notDrained, .generationsUsedUp: nil
        }
    }
}
