public import Vocabulary

/// How a household stands against the rules of a day. A finding informs: people decide, by a vote and two reviews.
public struct Assessment: Sendable, Equatable {
    /// Which question it answers.
    public enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// May it enter the register?
        case entry
        /// May it leave it?
        case exit
        /// Is it to be watched?
        case monitoring
    }

    /// The assessment's id.
    public let id: UUIDv7
    /// The household.
    public let household: UUIDv7
    /// Which question it answers.
    public let purpose: Purpose
    /// The day that it was made.
    public let day: Day
    /// The months whose income counts.
    public let window: IncomeWindow
    /// How many members the income is shared by.
    public let members: Int
    /// The poverty line that it was measured against.
    public let line: PovertyLine
    /// The rule set that it was made under.
    public let ruleSetVersion: String
    /// What each rule found.
    public let findings: [Finding]
    /// Whether the question is answered with yes.
    public let isMet: Bool

    /// Restores an assessment as stored.
    public init(
        id: UUIDv7, household: UUIDv7, purpose: Purpose, day: Day, window: IncomeWindow, members: Int,
        line: PovertyLine, ruleSetVersion: String, findings: [Finding], isMet: Bool
    ) {
        self.id = id
        self.household = household
        self.purpose = purpose
        self.day = day
        self.window = window
        self.members = members
        self.line = line
        self.ruleSetVersion = ruleSetVersion
        self.findings = findings
        self.isMet = isMet
    }

    /// The findings that decided: those that speak for the answer given.
    public var reasons: [Finding] {
        findings.filter { $0.isMet == isMet }
    }

    /// Whether one of the findings of a rule is met.
    public func meets(_ rule: Finding.Rule) -> Bool {
        findings.contains { $0.rule == rule && $0.isMet }
    }
}

/// What one rule found.
public struct Finding: Sendable, Hashable {
    /// The rule.
    public enum Rule: Sendable, Hashable {
        /// Net income of the window is below the line for all members, in fen.
        case incomeBelowLine
        /// At least so many guarantees are missing.
        case guaranteesMissing
        /// Net income of a window is above the line for all members, in fen.
        case incomeAboveLine(IncomeWindow)
        /// A guarantee is met: 1 of 1.
        case guaranteeMet(Guarantee)
        /// Net income is below a multiple of the line for all members, in fen.
        case incomeBelowMultiple
        /// What the household could not but spend is above its net income, in fen.
        case expenseAboveIncome
        /// Net income has fallen within a year by at least so much, in fen.
        case incomeFall
        /// The household has reported a shock: 1 of 1.
        case shock(Shock)
    }

    /// The rule.
    public let rule: Rule
    /// What was found.
    public let value: Int64
    /// What it was compared with.
    public let threshold: Int64
    /// Whether the rule is met.
    public let isMet: Bool

    /// Makes a finding.
    public init(rule: Rule, value: Int64, threshold: Int64, isMet: Bool) {
        self.rule = rule
        self.value = value
        self.threshold = threshold
        self.isMet = isMet
    }
}

extension Finding.Rule {
    /// A stable word for the rule.
    public var code: String {
        switch self {
        case .incomeBelowLine: "income-below-line"
        case .guaranteesMissing: "guarantees-missing"
        case .incomeAboveLine(let window): "income-above-line \(window)"
        case .guaranteeMet(let guarantee): "guarantee-met \(guarantee.rawValue)"
        case .incomeBelowMultiple: "income-below-multiple"
        case .expenseAboveIncome: "expense-above-income"
        case .incomeFall: "income-fall"
        case .shock(let shock): "shock \(shock.rawValue)"
        }
    }
}
