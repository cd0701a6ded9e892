internal import EligibilityDomain

/// Who acts on a household and under which evidence; the runtime has another word of that name.
typealias Act = EligibilityDomain.Act
