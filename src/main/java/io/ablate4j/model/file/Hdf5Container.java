package io.ablate4j.model.file;

import io.ablate4j.problem.ProblemsException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Files of Keras that are HDF5 ({@code .h5}): the architecture stands in an attribute of the root.
 * Nothing else is read, weights least of all.
 */
final class Hdf5Container implements Container {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final String ARCHITECTURE = "model_config";

  @Override
  public boolean knows(byte[] head) {
    return head.length >= SIGNATURE.length
        && Arrays.equals(Arrays.copyOf(head, SIGNATURE.length), SIGNATURE);
  }

  @Override
  public Content open(Path file) {
    try (HdfFile hdf = new HdfFile(file)) {
      Attribute attribute = hdf.getAttribute(ARCHITECTURE);
      if (attribute == null) {
        throw ProblemsException.of(
            "It is an HDF5 file without the attribute "
                + ARCHITECTURE
                + ": of weights alone, or of another program.",
            "save the network with model.save(\"name.h5\") or as \"name.keras\".");
      }
      if (attribute.getSizeInBytes() > JsonText.LONGEST) {
        throw JsonText.tooLong(attribute.getSizeInBytes());
      }
      if (attribute.isScalar() && attribute.getData() instanceof String json) {
        return new Content(".h5", json, false);
      }
      throw damaged(ARCHITECTURE + " is no text");
    } catch (ProblemsException e) {
      throw e;
    } catch (RuntimeException e) { // the reader throws many kinds where bytes are wrong
      throw damaged(Shown.reason(e));
    }
  }

  private static ProblemsException damaged(String how) {
    return ProblemsException.of(
        "Its HDF5 is damaged: " + how + ".", "save the network again, and name that file.");
  }
}
