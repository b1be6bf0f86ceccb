package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;

/** Over which axis a layer works; Deeplearning4j's do over channels alone. */
final class KerasAxis {
  private KerasAxis() {}

  /**
   * Only channels can be translated: the last axis, or the first after the batch where channels
   * come first.
   */
  static void requireChannels(KerasSpec spec, KerasTensor input) {
    JsonNode axis = spec.setting("axis");
    if (axis.isArray() && axis.size() == 1) {
      axis = axis.get(0);
    }
    if (axis.isMissingNode() || axis.isNull()) {
      return;
    }
    int channels = input.isImage() ? (spec.isChannelsFirst() ? 1 : 3) : 1;
    int last = input.isImage() && spec.isChannelsFirst() ? -3 : -1;
    if (!axis.isIntegralNumber() || (axis.asInt() != channels && axis.asInt() != last)) {
      throw spec.wrong("axis", "only channels can be translated");
    }
  }
}
