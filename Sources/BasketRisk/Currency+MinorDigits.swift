import BasketEvents

extension Currency {
    /// How many decimals the currency's minor unit has, by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD.
    ///
    /// 2 for a code that the list does not know, and for ``none``.
    public var minorDigits: Int {
        switch code {
        case Code.bif, Code.clp, Code.djf, Code.gnf, Code.isk, Code.jpy, Code.kmf, Code.krw,
            Code.pyg, Code.rwf, Code.ugx, Code.vnd, Code.vuv, Code.xaf, Code.xof, Code.xpf:
            0
        case Code.bhd, Code.iqd, Code.jod, Code.kwd, Code.lyd, Code.omr, Code.tnd: 3
        default: 2
        }
    }

    /// An amount in whole units of the currency, rounded down.
    @inline(__always)
    func wholeUnits(ofMinor amount: Int64) -> Int64 {
        // Most are of two decimals: a division by a constant is a multiplication.
        switch minorDigits {
        case 0: amount
        case 3: amount / 1_000
        default: amount / 100
        }
    }
}

/// The codes of ISO 4217 that have no or three decimals, packed as ``Currency/code`` is.
private enum Code {
    static let bif: UInt32 = 0x42_49_46
    static let clp: UInt32 = 0x43_4C_50
    static let djf: UInt32 = 0x44_4A_46
    static let gnf: UInt32 = 0x47_4E_46
    static let isk: UInt32 = 0x49_53_4B
    static let jpy: UInt32 = 0x4A_50_59
    static let kmf: UInt32 = 0x4B_4D_46
    static let krw: UInt32 = 0x4B_52_57
    static let pyg: UInt32 = 0x50_59_47
    static let rwf: UInt32 = 0x52_57_46
    static let ugx: UInt32 = 0x55_47_58
    static let vnd: UInt32 = 0x56_4E_44
    static let vuv: UInt32 = 0x56_55_56
    static let xaf: UInt32 = 0x58_41_46
    static let xof: UInt32 = 0x58_4F_46
    static let xpf: UInt32 = 0x58_50_46

    static let bhd: UInt32 = 0x42_48_44
    static let iqd: UInt32 = 0x49_51_44
    static let jod: UInt32 = 0x4A_4F_44
    static let kwd: UInt32 = 0x4B_57_44
    static let lyd: UInt32 = 0x4C_59_44
    static let omr: UInt32 = 0x4F_4D_52
    static let tnd: UInt32 = 0x54_4E_44
}
