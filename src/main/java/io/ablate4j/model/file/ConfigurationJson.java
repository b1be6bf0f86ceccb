package io.ablate4j.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.ablate4j.problem.ProblemsException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.JsonMappingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.cfg.MapperConfig;
import org.nd4j.shade.jackson.databind.jsontype.PolymorphicTypeValidator;

/** Deeplearning4j's own reading of its JSON, but only of classes that are allowed. */
final class ConfigurationJson {
  private static final ObjectMapper MAPPER = mapper();

  private ConfigurationJson() {}

  /**
   * A configuration.
   *
   * @throws ProblemsException if it names a class that is not allowed, or is none
   */
  static <T> T read(JsonNode root, Class<T> type) {
    AllowedClasses.check(root);
    try {
      return MAPPER.readValue(root.toString(), type);
    } catch (JsonProcessingException | RuntimeException | LinkageError e) {
      throw ProblemsException.of(
          "Deeplearning4j cannot read it as a "
              + type.getSimpleName()
              + ": "
              + Shown.reason(e)
              + ".",
          "save the network again with Deeplearning4j 1.0.0-M2.1.");
    }
  }

  private static ObjectMapper mapper() {
    ObjectMapper own = NeuralNetConfiguration.mapper().copy();
    own.setPolymorphicTypeValidator(new Allowed());
    return own;
  }

  /** Asked for each class, wherever Jackson takes its name from. */
  private static final class Allowed extends PolymorphicTypeValidator {
    private static final long serialVersionUID = 1L;

    @Override
    public Validity validateBaseType(MapperConfig<?> config, JavaType base) {
      return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubClassName(MapperConfig<?> config, JavaType base, String name)
        throws JsonMappingException {
      return AllowedClasses.allows(name) ? Validity.ALLOWED : Validity.DENIED;
    }

    @Override
    public Validity validateSubType(MapperConfig<?> config, JavaType base, JavaType type) {
      return AllowedClasses.allows(type.getRawClass().getName())
          ? Validity.ALLOWED
          : Validity.DENIED;
    }
  }
}
