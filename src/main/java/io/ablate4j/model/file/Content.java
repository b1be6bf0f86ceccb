package io.ablate4j.model.file;

/**
 * What a file keeps a network's architecture in.
 *
 * @param packing how messages call the file, such as ".keras"
 * @param json the architecture as it stands there
 * @param hasWeights whether Deeplearning4j's weights are in it, too
 */
record Content(String packing, String json, boolean hasWeights) {}
