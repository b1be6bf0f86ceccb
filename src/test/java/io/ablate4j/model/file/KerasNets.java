package io.ablate4j.model.file;

/** Well-known networks as Keras writes them. */
final class KerasNets {
  private KerasNets() {}

  /** LeNet-5 with rectifiers and dropout, as tutorials have it; 28x28 images of ten classes. */
  static String leNet(int version, boolean isFunctional) {
    KerasText net = start(version, isFunctional, "28, 28, 1");
    return net.conv("conv2d", 20, 5, 1, "same", "relu")
        .pool("MaxPooling2D", "max_pooling2d", 2, 2, "valid")
        .conv("conv2d_1", 50, 5, 1, "valid", "relu")
        .pool("MaxPooling2D", "max_pooling2d_1", 2, 2, "valid")
        .flatten("flatten")
        .dense("dense", 500, "relu")
        .dropout("Dropout", "dropout", .3)
        .dense("dense_1", 10, "softmax")
        .json();
  }

  /** VGG16 as keras.applications lays it out (Simonyan and Zisserman, arXiv:1409.1556). */
  static String vgg16(int version, boolean isFunctional) {
    KerasText net = start(version, isFunctional, "224, 224, 3");
    int[] filters = {64, 128, 256, 512, 512};
    for (int block = 1; block <= 5; block++) {
      int convs = block < 3 ? 2 : 3;
      for (int conv = 1; conv <= convs; conv++) {
        net.conv("block" + block + "_conv" + conv, filters[block - 1], 3, 1, "same", "relu");
      }
      net.pool("MaxPooling2D", "block" + block + "_pool", 2, 2, "valid");
    }
    return net.flatten("flatten")
        .dense("fc1", 4096, "relu")
        .dense("fc2", 4096, "relu")
        .dense("predictions", 1000, "softmax")
        .json();
  }

  /** ResNet50 as keras.applications lays it out (He et al., arXiv:1512.03385). */
  static String resNet50(int version) {
    KerasText net = KerasText.functional(version, "224, 224, 3");
    net.pad("conv1_pad", 3).conv("conv1_conv", 64, 7, 2, "valid", "linear");
    net.norm("conv1_bn").act("conv1_relu", "relu").pad("pool1_pad", 1);
    net.pool("MaxPooling2D", "pool1_pool", 3, 2, "valid");
    int[] blocks = {3, 4, 6, 3};
    for (int stack = 0; stack < 4; stack++) {
      for (int block = 1; block <= blocks[stack]; block++) {
        int stride = stack > 0 && block == 1 ? 2 : 1;
        residual(net, "conv" + (stack + 2) + "_block" + block, 64 << stack, stride, block == 1);
      }
    }
    return net.global("GlobalAveragePooling2D", "avg_pool")
        .dense("predictions", 1000, "softmax")
        .json();
  }

  private static void residual(
      KerasText net, String name, int filters, int stride, boolean isProjected) {
    String from = net.last();
    String shortcut = from;
    if (isProjected) {
      net.conv(name + "_0_conv", 4 * filters, 1, stride, "valid", "linear", from);
      shortcut = net.norm(name + "_0_bn").last();
    }
    net.conv(name + "_1_conv", filters, 1, stride, "valid", "linear", from);
    net.norm(name + "_1_bn").act(name + "_1_relu", "relu");
    net.conv(name + "_2_conv", filters, 3, 1, "same", "linear");
    net.norm(name + "_2_bn").act(name + "_2_relu", "relu");
    net.conv(name + "_3_conv", 4 * filters, 1, 1, "valid", "linear");
    String path = net.norm(name + "_3_bn").last();
    net.merge("Add", name + "_add", "\"x\": null", shortcut, path).act(name + "_out", "relu");
  }

  private static KerasText start(int version, boolean isFunctional, String shape) {
    return isFunctional
        ? KerasText.functional(version, shape)
        : KerasText.sequential(version, shape);
  }
}
