import BasketFiles
import BasketSessions

extension CheckpointPacking {
    /// How stored checkpoints are packed.
    public static let zstd = CheckpointPacking(
        pack: { ZstdBlock.pack($0) }, unpack: { ZstdBlock.unpack($0, size: $1) })
}
