package io.ablate4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.trial.StudyRecord;
import io.ablate4j.trial.Target;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StudyRecordJsonTest {
  private static Map<String, String> facts(String optimizer) {
    return StudyRecordJson.read(
            "{\"name\":\"s\",\"description\":\"\",\"yaml\":\"\",\"yamlSha256\":\"\",\"factors\":{},"
                + "\"models\":[],\"facts\":{\"optimizer\":\""
                + optimizer
                + "\",\"seeds\":\"8\"}}")
        .facts();
  }

  @Test
  void anOptimizerThatAnEarlierVersionWroteAsOneTextIsTakenApart() {
    assertThat(facts("adam {beta1=0.9, beta2=0.999, epsilon=1.0E-8}"))
        .isEqualTo(
            Map.of(
                "optimizer", "adam",
                "optimizer-beta1", "0.9",
                "optimizer-beta2", "0.999",
                "optimizer-epsilon", "1.0E-8",
                "seeds", "8"));
    assertThat(facts("sgd {}")).isEqualTo(Map.of("optimizer", "sgd", "seeds", "8"));
  }

  @Test
  void whatHasAnotherFormStaysAsItIs() {
    assertThat(facts("adam")).containsEntry("optimizer", "adam").hasSize(2);
    assertThat(facts("by hand: {a=1")).containsEntry("optimizer", "by hand: {a=1").hasSize(2);
  }

  @Test
  void aTargetIsOneNumberOrOneForEachModel() {
    String start =
        "{\"name\":\"s\",\"description\":\"\",\"yaml\":\"\",\"yamlSha256\":\"\",\"factors\":{},"
            + "\"models\":[],\"facts\":{},\"target\":";
    StudyRecord one = StudyRecordJson.read(start + "0.9}");
    assertThat(one.target()).hasValue(new Target(.9));
    assertThat(StudyRecordJson.write(one)).contains("\"target\":0.9,");
    StudyRecord each = StudyRecordJson.read(start + "{\"mlp\":0.45,\"cnn\":0.6}}");
    assertThat(each.target()).hasValue(Target.ofModels(Map.of("mlp", .45, "cnn", .6)));
    assertThat(StudyRecordJson.read(StudyRecordJson.write(each)).target()).isEqualTo(each.target());
  }

  @Test
  void whatIsReadIsWrittenTheSame() {
    StudyRecord read =
        StudyRecordJson.read(
            "{\"name\":\"s\",\"description\":\"\",\"yaml\":\"\",\"yamlSha256\":\"\",\"factors\":{},"
                + "\"models\":[],\"facts\":{\"optimizer\":\"nesterovs {momentum=0.9}\"}}");
    assertThat(read.facts())
        .isEqualTo(new TreeMap<>(Map.of("optimizer", "nesterovs", "optimizer-momentum", "0.9")));
    assertThat(StudyRecordJson.read(StudyRecordJson.write(read)).facts()).isEqualTo(read.facts());
  }
}
