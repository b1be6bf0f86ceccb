package io.ablate4j.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NetworkPageTest {
  @Test
  void thePageNamesEachKerasLayerThatIsKnownAndNoOther() throws IOException {
    String page = Files.readString(Path.of("docs/own-network.md")).replaceAll("\\s+", " ");
    assertThat(page)
        .contains("These are known: " + String.join(", ", KerasLayers.kinds()) + ". Another");
  }
}
