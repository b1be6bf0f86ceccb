package io.ablate4j.analysis;

/**
 * How far a study is.
 *
 * @param planned trials asked for
 * @param completed trials that used their whole budget
 * @param diverged trials whose loss became NaN, infinite or exploded
 * @param failed trials that could not be carried out; the next run tries them again
 * @param notRun trials without a result
 * @param unplanned stored results that this study does not ask for; they are left out of everything
 */
public record StudyStatus(
    int planned, int completed, int diverged, int failed, int notRun, int unplanned) {
  public StudyStatus {
    if (completed + diverged + failed + notRun != planned) {
      throw new IllegalArgumentException("the counts do not add up to " + planned);
    }
  }

  /** Whether every trial ran to an end; a failed one did not. */
  public boolean isComplete() {
    return failed == 0 && notRun == 0;
  }

  /** "complete" or "partial". */
  public String word() {
    return isComplete() ? "complete" : "partial";
  }
}
