public import Vocabulary

/// The 64 bits that stand for a viewer in an audience: FNV-1a over the token's text, then the finaliser of MurmurHash3
/// (Appleby), since FNV alone leaves the high bits, which choose the register, unevenly distributed.
///
/// It is the same in every process and at every time, as merging needs; Swift's own hashing is not.
public func viewerHash(of session: Token) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in session.description.utf8 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return hash ^ hash >> 33
}
