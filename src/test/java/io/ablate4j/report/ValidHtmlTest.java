package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ablate4j.analysis.SyntheticStudy;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  void theValidatorSeesWhatIsWrong() throws Exception {
    assertThat(complaints("<!DOCTYPE html><html lang=en><title>t</title><p id=a><p id=a>"))
        .isNotEmpty();
  }
}
