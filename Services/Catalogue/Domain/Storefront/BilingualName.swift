/// A name in Chinese and in English, since buyers search in both.
public struct BilingualName: Sendable, Hashable {
    /// In Chinese.
    public var zh: String
    /// In English.
    public var en: String

    /// Makes a name of its two forms.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// Whether both forms say something.
    public var isComplete: Bool { !zh.isEmpty && !en.isEmpty }
}
