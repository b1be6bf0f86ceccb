package io.ablate4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.forecast.Basis;
import io.ablate4j.forecast.Forecast;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWordsTest {
  @ParameterizedTest
  @CsvSource({
    "0.2,1 s",
    "58.6,59 s",
    "99.4,99 s",
    "101,1 min 40 s",
    "119,2 min",
    "594,9 min 50 s",
    "598,10 min",
    "1500,25 min",
    "5990,100 min",
    "6600,1.8 h",
    "36000,10.0 h"
  })
  void timesAreAsExactAsAPredictionCanBe(double seconds, String words) {
    assertThat(TimeWords.of(seconds)).isEqualTo(words);
  }

  @Test
  void theLineNamesWhatThereIsToDoAndOnWhatItRests() {
    assertThat(TimeWords.line(new Forecast(192, 2, 0, 60, 22, 2, Basis.MEASURED)))
        .isEqualTo(
            "Predicted time on 2 workers: about 84 s (trials 60 s, timing pass 22 s, report 2 s),"
                + " from some seconds of measuring.");
    assertThat(TimeWords.line(new Forecast(1, 1, 4, 300, 0, 2, Basis.STORED)))
        .isEqualTo(
            "Predicted time on 1 worker: about 5 min 10 s (start 4 s, trials 5 min, report 2 s),"
                + " from like trials that this machine has stored.");
  }
}
