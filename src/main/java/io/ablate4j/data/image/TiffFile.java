package io.ablate4j.data.image;

/**
 * The first directory of a TIFF file, and the orientation in it; EXIF in other files is a small
 * TIFF file of its own.
 */
final class TiffFile {
  private static final int ORIENTATION = 0x0112;
  private static final int PHOTOMETRIC = 0x0106;
  private static final int SAMPLE_FORMAT = 0x0153;
  private static final int STRIP_OFFSETS = 0x0111;
  private static final int STRIP_BYTES = 0x0117;
  private static final int TILE_OFFSETS = 0x0144;
  private static final int TILE_BYTES = 0x0145;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY = 12;

  private final Bytes file;
  private final long start;
  private final boolean little;

  private TiffFile(Bytes file, long start) {
    this.file = file;
    this.start = start;
    this.little = file.says(start, "II");
  }

  static FileFacts check(Bytes bytes) throws UnreadableImageException {
    TiffFile tiff = new TiffFile(bytes, 0);
    long directory = tiff.number32(4);
    long entries = tiff.number16(directory);
    bytes.need(directory, 2 + ENTRY * entries + 4);
    if (tiff.number32(directory + 2 + ENTRY * entries) != 0) {
      throw UnreadableImageException.unsupported(
          "it holds more than one picture", "save each as a file of its own.");
    }
    tiff.requirePixels(directory, STRIP_OFFSETS, STRIP_BYTES);
    tiff.requirePixels(directory, TILE_OFFSETS, TILE_BYTES);
    long photometric = tiff.first(directory, PHOTOMETRIC, 1);
    if (photometric < 1 || photometric > 3) {
      throw UnreadableImageException.unsupported(
          "its colours are of TIFF's kind "
              + photometric
              + "; 1 (0 is black), 2 (red, green, blue) and 3 (palette) are read",
          "convert it to PNG.");
    }
    if (tiff.first(directory, SAMPLE_FORMAT, 1) != 1) {
      throw UnreadableImageException.unsupported(
          "its samples are signed or floating-point numbers", "convert it to PNG of 16 bits.");
    }
    return FileFacts.turned(bytes, orientation(bytes, 0, bytes.length()));
  }

  /**
   * How a picture is to be turned, by the EXIF in {@code [from, from + length)}; 1 where it does
   * not say so, or not so that it can be understood.
   */
  static int orientation(Bytes bytes, long from, long length) {
    try {
      TiffFile exif = new TiffFile(bytes, from);
      long found = length < 8 ? 1 : exif.first(exif.number32(4), ORIENTATION, 1);
      return found >= 1 && found <= 8 ? (int) found : 1;
    } catch (UnreadableImageException e) {
      return 1; // what the EXIF lacks, the picture need not
    }
  }

  private void requirePixels(long directory, int offsets, int lengths)
      throws UnreadableImageException {
    long where = entry(directory, offsets);
    long sizes = entry(directory, lengths);
    if (where < 0 || sizes < 0) {
      return;
    }
    long count = Math.min(number32(where + 4), number32(sizes + 4));
    file.need(start, Math.min(count, file.length()));
    for (long i = 0; i < count; i++) {
      file.need(start + value(where, i), value(sizes, i));
    }
  }

  /** Where a directory's entry of that tag is; -1 if there is none. */
  private long entry(long directory, int tag) throws UnreadableImageException {
    long entries = number16(directory);
    for (long i = 0; i < entries; i++) {
      long at = directory + 2 + ENTRY * i;
      if (number16(at) == tag) {
        return at;
      }
    }
    return -1;
  }

  private long first(long directory, int tag, long otherwise) throws UnreadableImageException {
    long at = entry(directory, tag);
    return at < 0 ? otherwise : value(at, 0);
  }

  /** A value of an entry: in the entry itself where all of them fit there. */
  private long value(long entry, long index) throws UnreadableImageException {
    long type = number16(entry + 2);
    if (type != SHORT && type != LONG) {
      throw UnreadableImageException.damaged("its directory has numbers of the type " + type);
    }
    long size = type == SHORT ? 2 : 4;
    boolean inside = number32(entry + 4) * size <= 4;
    long at = (inside ? entry + 8 : number32(entry + 8)) + index * size;
    return type == SHORT ? number16(at) : number32(at);
  }

  private long number16(long at) throws UnreadableImageException {
    return little ? file.little16(start + at) : file.big16(start + at);
  }

  private long number32(long at) throws UnreadableImageException {
    return little ? file.little32(start + at) : file.big32(start + at);
  }
}
