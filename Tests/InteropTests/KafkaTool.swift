import Foundation
import KafkaTesting
import ProgramTesting

/// Kafka's own command-line tools, from the jars that `KafkaTesting` starts brokers from: what
/// kafka-consumer-groups.sh and kafka-console-producer.sh run.
enum KafkaTool: String {
    case consumerGroups = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"
    case consoleProducer = "org.apache.kafka.tools.ConsoleProducer"

    func run(
        _ arguments: [String], brokers: String, input: [UInt8] = []
    ) throws -> ProgramResult {
        let jars = BuiltProgram.repository.appending(path: "../shared/kafka/lib/*").path
        let java =
            ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", jars]
            + ["-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dlog4j2.level=WARN"]
            + ["-Dlog4j2.StatusLogger.level=OFF", rawValue, "--bootstrap-server", brokers]
        let environment = ProcessInfo.processInfo.environment.filter {
            ["PATH", "JAVA_HOME"].contains($0.key)
        }
        return try RunningProgram(
            executable: "/usr/bin/env", java + arguments, environment: environment, input: input
        ).waitForEnd(within: 60)
    }
}
