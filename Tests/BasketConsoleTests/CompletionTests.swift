import Testing

@testable import BasketConsole

/// Tests/CommandLineTests ask the shells themselves; these parts hold where a shell is missing.
@Suite("A shell's completions")
struct CompletionTests {
    private let bash = SampleRun("completions bash").output
    private let zsh = SampleRun("completions zsh").output
    private let fish = SampleRun("completions fish").output

    @Test("name every command, flag and word")
    func bashParts() {
        #expect(
            bash.contains(
                "operands=\"run topics help settings completions man version\""))
        #expect(bash.contains("        topics)\n"))
        #expect(bash.contains("operands=\"create\""))
        #expect(
            bash.contains(
                "\"run\") flags=\"--gap --workers --output --strict --topic --kafka --config --quiet "
                    + "--verbose --help\" operands=\"<paths>\" ;;"))
        #expect(
            bash.contains(
                "\"completions\") flags=\"--config --quiet --verbose --help\" operands=\"bash zsh fish\""
            ))
        #expect(bash.contains("\"run --output\") _basketwatch_paths; return ;;"))
        #expect(bash.hasSuffix("complete -F _basketwatch basketwatch\n"))
    }

    @Test("explain themselves in zsh")
    func zshParts() {
        #expect(zsh.hasPrefix("#compdef basketwatch\n"))
        #expect(zsh.contains("'run:Run it.'"))
        #expect(zsh.contains("'create:Make a topic.'"))
        #expect(zsh.contains("'--gap=[the silence after which a session closes]:DURATION:'' '"))
        #expect(zsh.contains("'--output=[where lines go]:FILE:'_files"))
        #expect(
            zsh.contains("'*--kafka=[a property of librdkafka, passed through]:NAME=VALUE:'' '"))
        #expect(zsh.contains("'*:FILE:'_files"))
        #expect(zsh.contains("':SHELL:''(bash zsh fish)'"))
    }

    @Test("explain themselves in fish")
    func fishParts() {
        let start = "complete -c basketwatch -n '__basketwatch_is \"run\"' "
        #expect(fish.contains(start + "-l gap -x -d 'the silence after which a session closes'\n"))
        #expect(fish.contains(start + "-l output -r -F -d 'where lines go'\n"))
        #expect(fish.contains(start + "-l strict -d 'take nothing that is doubtful'\n"))
        #expect(fish.contains(start + "-F\n"))
        #expect(
            fish.contains(
                "complete -c basketwatch -n '__basketwatch_needs_word topics' -a create "
                    + "-d 'Make a topic.'\n"))
    }
}
