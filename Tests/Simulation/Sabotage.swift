import BasketEvents
import BasketStore

/// A promise of the simulated servers that is broken on purpose: runs must fail then, or they would
/// not notice a processor that breaks it either.
public enum Sabotage: String, CaseIterable, Sendable {
    case none
    /// The store takes every epoch for the one it has.
    case storeIgnoresEpochs
    /// The store takes every flush for the next one.
    case storeIgnoresFlushNumbers
    /// A commit loses one of its partitions' scores.
    case commitsAreTorn
    /// A record now and then never reaches its reader.
    case logSwallowsRecords
    /// Answers about the ends claim to have been asked for when they arrived.
    case answersCountFromTheirArrival
    /// A commit loses the inputs that it was to record.
    case inputsAreForgotten

    func seen(_ row: FlushRun.FenceRow, by sent: PartitionFlush?) -> FlushRun.FenceRow {
        guard let sent else { return row }
        return switch self {
        case .storeIgnoresEpochs:
            FlushRun.FenceRow(
                partition: row.partition, epoch: sent.epoch, flushNumber: row.flushNumber)
        case .storeIgnoresFlushNumbers:
            FlushRun.FenceRow(
                partition: row.partition, epoch: row.epoch, flushNumber: sent.number - 1)
        default: row
        }
    }

    func tear(_ parts: inout [PartitionFlush], _ random: inout SeededRandom) {
        switch self {
        case .commitsAreTorn where random.chance(0.05):
            for index in parts.indices.prefix(1) {
                parts[index].effects.moments.removeAll()
                for place in parts[index].scoreIndex.indices { parts[index].scoreIndex[place] = -1 }
            }
        case .inputsAreForgotten where random.chance(0.1):
            for index in parts.indices { parts[index].recordedInputs.removeAll() }
        default: break
        }
    }
}
