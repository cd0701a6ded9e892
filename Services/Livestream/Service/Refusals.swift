public import LivestreamDomain
public import Runtime
internal import Vocabulary

extension ProgrammeRefusal: Refused {}
extension PresenterRefusal: Refused {}
extension EpisodeRefusal: Refused {}
extension OfferSlotRefusal: Refused {}
extension AlleviationDayRefusal: Refused {}

/// An episode's number is another episode's already.
struct NumberTaken: Refused {
    let number: Int32

    var code: String { "number-taken" }

    var description: String {
        "The programme has an episode \(number) already; choose another number, or leave it out for the next one."
    }
}
