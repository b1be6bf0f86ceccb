package io.ablate4j.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.train.StepTimer;
import io.ablate4j.train.StepTimer.Slice;
import org.junit.jupiter.api.Test;

class TimingProtocolTest {
  @Test
  void aSliceComesBackAsItWentInToTheLastBit() {
    Slice slice = new Slice(0.1 + 0.2, 100.00000000000001, Double.MIN_VALUE, 1 / 3.0);
    String line = TimingProtocol.sliceLine(slice);
    assertThat(line).startsWith(TimingProtocol.ANSWER).doesNotContain("\n");
    String answer = line.substring(TimingProtocol.ANSWER.length());
    assertThat(TimingProtocol.failure(answer)).isEmpty();
    assertThat(TimingProtocol.slice(answer)).isEqualTo(slice);
  }

  @Test
  void aTrialIsNoRequestOfTheTimingPass() {
    assertThat(TimingProtocol.isRequest("{\"seed\":1}")).isFalse();
    assertThat(TimingProtocol.isRequest(TimingProtocol.slice(0, 40, 1))).isTrue();
    assertThat(TimingProtocol.isRequest(TimingProtocol.REST)).isTrue();
    assertThat(TimingProtocol.isRequest(TimingProtocol.RELEASE)).isTrue();
    assertThat(TimingProtocol.isRequest(TimingProtocol.evaluate(0, 20))).isTrue();
  }

  @Test
  void aWorkerThatIsNotAsItWasAtItsStartSaysSo() {
    assertThat(TimingProtocol.fitLine(true)).isEqualTo(TimingProtocol.ANSWER + "ok");
    String line = TimingProtocol.fitLine(false);
    assertThat(TimingProtocol.failure(line.substring(TimingProtocol.ANSWER.length()))).isPresent();
  }

  @Test
  void whatGoesWrongIsAnsweredInOneLine() {
    try (StepTimer timer = new StepTimer(null)) {
      String line = TimingProtocol.answer(TimingProtocol.slice(3, 40, 1), timer);
      assertThat(line).doesNotContain("\n");
      assertThat(TimingProtocol.failure(line.substring(TimingProtocol.ANSWER.length())))
          .hasValueSatisfying(why -> assertThat(why).contains("Index 3 out of bounds"));
    }
  }
}
