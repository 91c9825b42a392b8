import PostgresTesting
import Testing

@testable import BasketStore

@Suite("A stored model")
struct ModelRecordTests {
    @Test("comes back as it was, the newest version first")
    func newest() throws {
        var writer = try FlushWriter(try PrivatePostgres.shared.database())
        #expect(try writer.newestModel() == nil)
        try writer.register(sampleModel)
        try writer.register(sampleModel)
        #expect(try writer.newestModel() == sampleModel)
        var next = sampleModel
        next.version = 2
        next.encoded = [0, 255]
        next.features[2].phrase = "quiet for {silence}"
        next.features.append(
            FeatureDescription(name: "hour", unit: "", meaning: "hour, UTC", phrase: ""))
        try writer.register(next)
        #expect(try writer.newestModel() == next)
    }

    @Test("never changes under its version")
    func changed() throws {
        var writer = try FlushWriter(try PrivatePostgres.shared.database())
        try writer.register(sampleModel)
        var other = sampleModel
        other.encoded = [9]
        #expect(throws: BasketStoreError.modelDiffers(version: 1)) { try writer.register(other) }
    }
}
