"""What is known before a file is looked at."""

from dataclasses import dataclass

from reportgen.ingest.platforms.layout import Structure
from reportgen.learn.known import Register
from reportgen.learn.lexicon import Lexicon
from reportgen.learn.wording import Wordings
from reportgen.policy.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """What is known before a file is looked at."""

    words: Lexicon
    wordings: Wordings
    profile: Profile
    register: Register
    structures: tuple[Structure, ...] = ()
    """Questionnaire files among those that are looked at."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Words that mean a blank."""
        return tuple(dict.fromkeys((*self.profile.missing_words, *self.words.words.missing)))
