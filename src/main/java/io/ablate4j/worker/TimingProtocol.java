package io.ablate4j.worker;

import io.ablate4j.plan.Trial;
import io.ablate4j.plan.TrialSpecJson;
import io.ablate4j.train.FailureReason;
import io.ablate4j.train.StepTimer;
import io.ablate4j.train.StepTimer.Slice;
import io.ablate4j.train.TrialStopped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the timing pass, or who predicts a study's time, and their workers say to one another. To
 * the worker: {@code timing-add} and a trial's JSON, {@code timing-renew} with the arms' numbers,
 * {@code timing-slice} with an arm's number, milliseconds and steps, {@code timing-evaluate} with
 * an arm's number and milliseconds, {@code timing-rest}, {@code timing-release}. From the worker:
 * {@link #ANSWER} and {@code ok}, the numbers of a slice or an evaluation, or {@code failed} and
 * why. {@link #FIT} asks the worker itself.
 */
public final class TimingProtocol {
  public static final String ANSWER = "ablate4j-timing ";
  public static final String RELEASE = "timing-release";
  public static final String REST = "timing-rest";

  /** Whether what it shares with later trials is as it was: {@code ok}, or {@code failed}. */
  public static final String FIT = "timing-fit";

  private static final Logger LOG = LoggerFactory.getLogger(TimingProtocol.class);
  private static final String REQUEST = "timing-";
  private static final String ADD = "timing-add ";
  private static final String RENEW = "timing-renew ";
  private static final String SLICE = "timing-slice ";
  private static final String EVALUATE = "timing-evaluate ";
  private static final String OK = "ok";
  private static final String FAILED = "failed ";

  private TimingProtocol() {}

  public static String add(Trial trial) {
    return ADD + TrialSpecJson.writeRequest(trial);
  }

  public static String renew(List<Integer> order) {
    return RENEW + order.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  public static String slice(int arm, double millis, int leastSteps) {
    return SLICE + arm + " " + millis + " " + leastSteps;
  }

  public static String evaluate(int arm, double millis) {
    return EVALUATE + arm + " " + millis;
  }

  static boolean isRequest(String line) {
    return line.startsWith(REQUEST);
  }

  /** Does what a request asks for; whatever goes wrong becomes the answer. */
  static String answer(String request, StepTimer timer) {
    try {
      if (request.startsWith(ADD)) {
        timer.add(TrialSpecJson.readRequest(request.substring(ADD.length())));
        return ANSWER + OK;
      }
      if (request.startsWith(RENEW)) {
        timer.renew(
            Stream.of(request.substring(RENEW.length()).split(" ")).map(Integer::valueOf).toList());
        return ANSWER + OK;
      }
      if (request.startsWith(SLICE)) {
        String[] words = request.substring(SLICE.length()).split(" ");
        return sliceLine(
            timer.time(
                Integer.parseInt(words[0]),
                Double.parseDouble(words[1]),
                Integer.parseInt(words[2])));
      }
      if (request.startsWith(EVALUATE)) {
        String[] words = request.substring(EVALUATE.length()).split(" ");
        return sliceLine(timer.evaluate(Integer.parseInt(words[0]), Double.parseDouble(words[1])));
      }
      if (request.equals(REST)) {
        JvmRest.await();
        return ANSWER + OK;
      }
      if (request.equals(RELEASE)) {
        timer.close();
        return ANSWER + OK;
      }
      throw new IllegalArgumentException("no such request: " + request);
    } catch (TrialStopped e) {
      throw e;
    } catch (Throwable e) { // a user's class may throw anything
      String reason = FailureReason.of(e);
      LOG.error("{} failed: {}", request, reason);
      return ANSWER + FAILED + reason.replaceAll("\\s+", " ");
    }
  }

  /** What is answered to {@link #FIT}. */
  static String fitLine(boolean isFit) {
    return ANSWER + (isFit ? OK : FAILED + "it is not as it was at its start");
  }

  static String sliceLine(Slice slice) {
    return ANSWER
        + Stream.of(
                slice.stepMillis(), slice.wallMillis(), slice.cpuMillis(), slice.trainingMillis())
            .map(String::valueOf)
            .collect(Collectors.joining(" "));
  }

  /** Why a request failed, if it did; of what follows {@link #ANSWER}. */
  public static Optional<String> failure(String answer) {
    return answer.startsWith(FAILED)
        ? Optional.of(answer.substring(FAILED.length()))
        : Optional.empty();
  }

  /** The numbers of a slice; of what follows {@link #ANSWER}. */
  public static Slice slice(String answer) {
    String[] words = answer.split(" ");
    return new Slice(
        Double.parseDouble(words[0]),
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]));
  }
}
