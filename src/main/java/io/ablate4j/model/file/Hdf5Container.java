package io.ablate4j.model.file;

import io.ablate4j.problem.ProblemsException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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
  public Content open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        HdfFile hdf = HdfFile.fromByteBuffer(mapped(channel))) {
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

  /**
   * In memory, where what a file says of its own sizes cannot go beyond it. Read from a channel, it
   * would be believed, and as much memory taken.
   */
  private static ByteBuffer mapped(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size > Integer.MAX_VALUE) {
      throw ProblemsException.of(
          "It is an HDF5 file of " + size + " bytes; those of up to 2 GB are read.",
          "name a file of the architecture alone, by model.to_json().");
    }
    return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
  }

  private static ProblemsException damaged(String how) {
    return ProblemsException.of(
        "Its HDF5 is damaged: " + how + ".", "save the network again, and name that file.");
  }
}
