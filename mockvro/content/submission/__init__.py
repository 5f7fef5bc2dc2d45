"""What a partner submits (`reference/dar-and-vmoapp.md`)."""

from mockvro.content.submission.dars import DESCRIPTOR, read_dar
from mockvro.content.submission.model import Dar, Submission, SubmissionProblem
from mockvro.content.submission.reader import read_submission

__all__ = ["DESCRIPTOR", "Dar", "Submission", "SubmissionProblem", "read_dar", "read_submission"]
