import BasketConsole

/// The program: its commands, in the order of its help.
let basketwatch = Program(
    name: "basketwatch", version: "0.1.0",
    summary: "Says which open baskets will be abandoned, while the shopper is still there.",
    environmentPrefix: "BASKETWATCH_",
    settingsFiles: ["./basketwatch.conf", "/etc/basketwatch/basketwatch.conf"],
    otherVariables: ["BASKETWATCH_TEST_BROKERS"],
    commands: [
        DemoCommand.self, RunCommand.self, GenerateCommand.self, PublishCommand.self,
        ScoresCommand.self, ReplayCommand.self, StatusCommand.self, MigrateCommand.self,
        TopicsListCommand.self, TopicsCreateCommand.self, TopicsDescribeCommand.self,
        BrokerCommand.self, WeightsCommand.self,
    ])
