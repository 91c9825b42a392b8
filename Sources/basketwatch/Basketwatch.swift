import BasketConsole

/// The program: its commands. The pages about settings follow their order, the overview its groups.
let basketwatch = Program(
    name: "basketwatch", version: "0.1.0",
    summary: "Says which open baskets will be abandoned, while the shopper is still there.",
    environmentPrefix: "BASKETWATCH_",
    settingsFiles: ["./basketwatch.conf", "/etc/basketwatch/basketwatch.conf"],
    otherVariables: ["BASKETWATCH_TEST_BROKERS"],
    commands: [
        RunCommand.self, DemoCommand.self, GenerateCommand.self, PublishCommand.self,
        ScoresCommand.self, ExplainCommand.self, ReplayCommand.self, EvaluateCommand.self,
        StatusCommand.self, ForgetCommand.self, MigrateCommand.self, TopicsListCommand.self,
        TopicsCreateCommand.self,
        TopicsDescribeCommand.self,
        QuarantineListCommand.self, QuarantineShowCommand.self, QuarantinePurgeCommand.self,
        QuarantineReplayCommand.self,
        BrokerCommand.self, WeightsCommand.self,
    ],
    groups: [
        CommandGroup("try it", "demo", "generate", "broker", "replay"),
        CommandGroup("prepare", "migrate", "topics", "settings"),
        CommandGroup("run it", "run", "publish", "forget"),
        CommandGroup("look at it", "scores", "explain", "evaluate", "status", "quarantine"),
        CommandGroup("work on basketwatch itself", "weights"),
    ],
    checks: [.kafka, .store, .position], manual: .basketwatch)
