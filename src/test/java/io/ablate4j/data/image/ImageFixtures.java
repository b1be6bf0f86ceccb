package io.ablate4j.data.image;

import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Small image files of all kinds. */
public final class ImageFixtures {
  /** 6x4: three columns red, three blue. */
  static final byte[] WEBP_LOSSLESS =
      base64("UklGRh4AAABXRUJQVlA4TBIAAAAvBcAAAA8Q87//8x8OehDR/wA=");

  /** 16x16: left half 200, right half 50, by the lossy codec. */
  public static final byte[] WEBP_LOSSY =
      base64("UklGRioAAABXRUJQVlA4IB4AAABQAQCdASoQABAAAMASJaQABHQAAP7N7//7eAAAAAA=");

  /** 4x4: two columns black, two transparent; lossless. */
  static final byte[] WEBP_ALPHA = base64("UklGRhwAAABXRUJQVlA4TA8AAAAvA8AAEA8QEfMfogMR/Q8A");

  /** 8x8 in cyan, magenta, yellow and black. */
  static final byte[] CMYK =
      base64(
          "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAIBgYHBgUIBwcHCQkICgwUDQwLCwwZEhMPFB0aHx4dGhwcICQuJyAiLCMcHCg3"
              + "KSwwMTQ0NB8nOT04MjwuMzQy/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgME"
              + "BQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJ"
              + "ChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeY"
              + "mZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBN"
              + "AFkASwAAPwD3+vn+vn+vf6//2Q==");

  /** 16x16 grey, progressive: columns from 0 to 240. */
  static final byte[] PROGRESSIVE =
      base64(
          "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsL"
              + "EBYQERMUFRUVDA8XGBYUGBIUFRT/wgALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACAf/2gAIAQEAAAAB"
              + "j6qKqq//xAAVEAEBAAAAAAAAAAAAAAAAAAAABv/aAAgBAQABBQKbTabTb//EABUQAQEAAAAAAAAAAAAAAAAAAAAC"
              + "/9oACAEBAAY/ApSlL//EABQQAQAAAAAAAAAAAAAAAAAAACD/2gAIAQEAAT8hH/8A/9oACAEBAAAAEF//xAAVEAEB"
              + "AAAAAAAAAAAAAAAAAAAAwf/aAAgBAQABPxCCCCD/2Q==");

  private ImageFixtures() {}

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  /** 24x16 pixels of noise in each format, by its name. */
  public static Map<String, byte[]> ofEachFormat() {
    BufferedImage noise = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(3);
    for (int i = 0; i < 24 * 16; i++) {
      noise.setRGB(i % 24, i / 24, random.nextInt(1 << 24));
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String format : new String[] {"png", "jpg", "gif", "bmp", "tif"}) {
      files.put(format, encode(noise, format));
    }
    files.put("webp", WEBP_LOSSY.clone());
    files.put("progressive.jpg", PROGRESSIVE.clone());
    files.put("ppm", ppm("P6 24 16 255\n", random.ints(24 * 16 * 3, 0, 256).toArray()));
    return files;
  }

  static byte[] ppm(String header, int... samples) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    header.chars().forEach(out::write);
    Arrays.stream(samples).forEach(out::write);
    return out.toByteArray();
  }

  public static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("nothing writes " + image + " as " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A grey picture of one row, 16 bits deep. */
  public static BufferedImage deep(int... values) {
    BufferedImage image = new BufferedImage(values.length, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, values.length, 1, values);
    return image;
  }

  /** A grey picture of one row, 8 bits deep. */
  static BufferedImage grey(int... values) {
    BufferedImage image = new BufferedImage(values.length, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, values.length, 1, values);
    return image;
  }

  /** A picture of one row in 0xaarrggbb. */
  static BufferedImage argb(int... values) {
    BufferedImage image = new BufferedImage(values.length, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, values.length, 1, values, 0, values.length);
    return image;
  }

  /** A row of pixels in a palette of four colours, two bits a pixel. */
  static BufferedImage palette(int[] colours, int... indices) {
    IndexColorModel model =
        new IndexColorModel(2, colours.length, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
    BufferedImage image =
        new BufferedImage(indices.length, 1, BufferedImage.TYPE_BYTE_BINARY, model);
    image.getRaster().setPixels(0, 0, indices.length, 1, indices);
    return image;
  }

  /** A row of red, green and blue, 16 bits each. */
  static BufferedImage deepColour(int... samples) {
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_USHORT, samples.length / 3, 1, 3, new Point(0, 0));
    raster.setPixels(0, 0, samples.length / 3, 1, samples);
    ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
    return new BufferedImage(
        new ComponentColorModel(space, false, false, 1, DataBuffer.TYPE_USHORT),
        raster,
        false,
        null);
  }

  /** The same PNG with another chunk after its header. */
  static byte[] withChunk(byte[] png, String type, byte... data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int afterHeader = 8 + 25;
    out.write(png, 0, afterHeader);
    out.writeBytes(chunk(type, data));
    out.write(png, afterHeader, png.length - afterHeader);
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte... data) {
    byte[] typed = Arrays.copyOf(type.getBytes(StandardCharsets.US_ASCII), 4 + data.length);
    System.arraycopy(data, 0, typed, 4, data.length);
    CRC32 crc = new CRC32();
    crc.update(typed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(typed);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    return out.toByteArray();
  }

  /** EXIF that says how a picture is to be turned. */
  static byte[] exif(int orientation) {
    return new byte[] {
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }

  /** The same JPEG with another segment after its beginning. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(0xff);
    out.write(marker);
    out.write(content.length + 2 >> 8);
    out.write(content.length + 2);
    out.writeBytes(content);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }
}
