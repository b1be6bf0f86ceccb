package example;

import io.ablate4j.model.BlockBuilder;
import io.ablate4j.model.ModelFactory;
import io.ablate4j.model.ModelSpec;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** One hidden layer of 32 units; the block builder adds BN and Dropout where a study wants them. */
public final class TinyMlpFactory implements ModelFactory {
  @Override
  public String id() {
    return "tiny-mlp";
  }

  @Override
  public String description() {
    return "dense 32";
  }

  @Override
  public ComputationGraphConfiguration configure(ModelSpec spec) {
    return new BlockBuilder(spec).dense("dense1", 32).softmaxOutput();
  }
}
