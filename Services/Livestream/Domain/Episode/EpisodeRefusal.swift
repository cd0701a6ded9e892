public import Vocabulary

/// Why an episode's command had no effect.
public enum EpisodeRefusal: Refusal {
    /// The state table has no such row.
    case notInState(EpisodeCommand, EpisodeState)
    /// An episode's number counts from 1.
    case numberNotPositive(Int32)
    /// The place is a township or a village.
    case notACounty(DivisionCode)
    /// It would end before it starts.
    case endsBeforeItStarts
    /// Its start is not in the future.
    case startsInThePast
    /// The start lies on another day than the alleviation day that it was to be part of.
    case outsideAlleviationDay(Day)
    /// The programme has come to its end.
    case programmeClosed
    /// Nobody presents it.
    case noPresenter
    /// Somebody is named twice.
    case presenterNamedTwice(UUIDv7)
    /// Somebody has retired.
    case presenterRetired(UUIDv7)
    /// Somebody is engaged elsewhere at that time.
    case presenterEngaged(UUIDv7, episodeID: UUIDv7)
    /// It has slots that have not ended, whose windows lie in its time.
    case slotsPending(Int)
    /// It is more than 15 minutes before its time.
    case tooEarly(from: Instant)
    /// Its time passed two hours ago.
    case tooLate(since: Instant)
    /// Only one of its presenters starts it.
    case notItsPresenter(UUIDv7)
    /// The clock's time has not come.
    case notDue(until: Instant)
    /// The clock ends nothing that is still being streamed.
    case streamRunning
    /// The recording is kept already.
    case recordingKnown(UUIDv7)
}

extension EpisodeRefusal {
    /// A stable name of the rule.
    public var code: String {
        switch self {
        case .notInState: "not-in-state"
        case .numberNotPositive: "number-not-positive"
        case .notACounty: "not-a-county"
        case .endsBeforeItStarts: "ends-before-it-starts"
        case .startsInThePast: "starts-in-the-past"
        case .outsideAlleviationDay: "outside-alleviation-day"
        case .programmeClosed: "programme-closed"
        case .noPresenter: "no-presenter"
        case .presenterNamedTwice: "presenter-named-twice"
        case .presenterRetired: "presenter-retired"
        case .presenterEngaged: "presenter-engaged"
        case .slotsPending: "slots-pending"
        case .tooEarly: "too-early"
        case .tooLate: "too-late"
        case .notItsPresenter: "not-its-presenter"
        case .notDue: "not-due"
        case .streamRunning: "stream-running"
        case .recordingKnown: "recording-known"
        }
    }

    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .notInState(let command, let state):
            "An episode that is \(state.rawValue) takes no \(command.rawValue); look at its state first."
        case .numberNotPositive(let number):
            "An episode's number counts from 1; \(number) is none."
        case .notACounty(let code):
            "\(code) is no county; give a division code of six digits."
        case .endsBeforeItStarts:
            "The episode must end after it starts; correct its times."
        case .startsInThePast:
            "The episode must start in the future; choose a later start."
        case .outsideAlleviationDay(let day):
            "The episode does not start on the alleviation day \(day); choose a start on it, or leave the day out."
        case .programmeClosed:
            "The programme is closed; choose an open one."
        case .noPresenter:
            "An episode needs a presenter; name at least one."
        case .presenterNamedTwice(let id):
            "Presenter \(id) is named twice; name each of them once."
        case .presenterRetired(let id):
            "Presenter \(id) has retired; name another."
        case .presenterEngaged(let id, let episodeID):
            "Presenter \(id) presents episode \(episodeID) at that time; choose another time or presenter."
        case .slotsPending(let count):
            "\(count) offer slot(s) of the episode have not ended; close them before its time is moved."
        case .tooEarly(let instant):
            "The episode may start from \(instant) on; wait until then or reschedule it."
        case .tooLate(let instant):
            "The episode could be started until \(instant); schedule a new one."
        case .notItsPresenter(let id):
            "\(id) does not present this episode; one of its presenters starts it."
        case .notDue(let instant):
            "The clock's time comes at \(instant); nothing is to be done before."
        case .streamRunning:
            "The stream is running; end the episode by command if it shall end."
        case .recordingKnown(let id):
            "Recording \(id) is attached already; there is nothing to do."
        }
    }
}
