package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.analysis.SyntheticStudy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nu.validator.client.EmbeddedValidator;
import org.junit.jupiter.api.Test;

/** What the HTML validator of the W3C says. */
class ValidHtmlTest {
  static List<String> complaints(String html) throws Exception {
    EmbeddedValidator validator = new EmbeddedValidator();
    validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
    String said =
        validator.validate(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    List<String> complaints = new ArrayList<>();
    for (JsonNode message : new ObjectMapper().readTree(said).required("messages")) {
      complaints.add(
          message.path("type").asText()
              + ": "
              + message.path("message").asText()
              + ": "
              + message.path("extract").asText());
    }
    return complaints;
  }

  @Test
  void aReportIsValidWhateverItsNames() throws Exception {
    String evil = "</script><img src=x onerror=\"alert('1')\"> 🎉 &amp; -->";
    assertThat(
            complaints(
                HtmlReport.render(
                    new SyntheticStudy.Builder()
                        .name(evil)
                        .description(evil)
                        .models(evil, "cnn")
                        .regularizations("none", evil)
                        .build()
                        .analysis())))
        .isEmpty();
  }

  @Test
  void aReportOfNothingIsValid() throws Exception {
    assertThat(
            complaints(HtmlReport.render(new SyntheticStudy.Builder().notRun().build().analysis())))
        .isEmpty();
  }

  @Test
  void theReportOfARunningStudyIsValid() throws Exception {
    assertThat(
            complaints(
                HtmlReport.render(
                        new SyntheticStudy.Builder().models("mlp").build().analysis(),
                        Optional.of(Instant.parse("2026-01-31T12:00:00Z")),
                        3_000_000)
                    .html()))
        .isEmpty();
  }

  @Test
  void thePageOverAllStudiesIsValidWhateverTheirNames() throws Exception {
    StudyEntry evil =
        StudyEntry.of(
            StudySummary.of(
                new SyntheticStudy.Builder().name("<b>\"'&amp; -->").build().analysis()),
            "a: b?#%");
    assertThat(evil.link()).isEqualTo("./a:%20b%3F%23%25/index.html");
    assertThat(complaints(OverviewPage.render(List.of(evil)))).isEmpty();
    assertThat(complaints(OverviewPage.render(List.of()))).isEmpty();
  }

  @Test
  void theValidatorSeesWhatIsWrong() throws Exception {
    assertThat(complaints("<!DOCTYPE html><html lang=en><title>t</title><p id=a><p id=a>"))
        .isNotEmpty();
  }
}
