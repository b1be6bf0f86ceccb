package io.ablate4j.model;

import io.ablate4j.data.InputShape;
import io.ablate4j.model.file.NetworkFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.FaceNetNN4Small2;
import org.deeplearning4j.zoo.model.InceptionResNetV1;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SimpleCNN;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.TextGenerationLSTM;
import org.deeplearning4j.zoo.model.TinyYOLO;
import org.deeplearning4j.zoo.model.UNet;
import org.deeplearning4j.zoo.model.VGG16;
import org.deeplearning4j.zoo.model.Xception;

/** Deeplearning4j's own networks, for small pictures and few classes. */
enum Zoo {
  LENET(
      28,
      1,
      () -> chain(LeNet.builder().inputShape(new int[] {1, 28, 28}).numClasses(5).build().conf())),
  SIMPLE_CNN(
      48,
      3,
      () ->
          chain(
              SimpleCNN.builder().inputShape(new int[] {3, 48, 48}).numClasses(5).build().conf())),
  ALEXNET(
      80,
      3,
      () ->
          chain(AlexNet.builder().inputShape(new int[] {3, 80, 80}).numClasses(5).build().conf())),
  VGG(32, 3, () -> VGG16.builder().inputShape(new int[] {3, 32, 32}).numClasses(5).build().conf()),
  RESNET50(
      96,
      3,
      () ->
          ResNet50.builder()
              .inputShape(new int[] {3, 96, 96})
              .numClasses(5)
              .build()
              .init()
              .getConfiguration()),
  SQUEEZENET(
      48,
      3,
      () ->
          SqueezeNet.builder()
              .inputShape(new int[] {3, 48, 48})
              .numClasses(5)
              .build()
              .init()
              .getConfiguration()),
  DARKNET19(
      64,
      3,
      () -> Darknet19.builder().inputShape(new int[] {3, 64, 64}).numClasses(5).build().conf()),
  XCEPTION(
      40,
      3,
      () ->
          Xception.builder()
              .inputShape(new int[] {3, 40, 40})
              .numClasses(5)
              .build()
              .init()
              .getConfiguration()),
  INCEPTION_RESNET(
      96,
      3,
      () ->
          InceptionResNetV1.builder()
              .inputShape(new int[] {3, 96, 96})
              .numClasses(5)
              .build()
              .init()
              .getConfiguration()),
  FACENET(
      96,
      3,
      () ->
          FaceNetNN4Small2.builder()
              .inputShape(new int[] {3, 96, 96})
              .numClasses(5)
              .build()
              .conf()),
  UNET(
      64,
      3,
      () ->
          UNet.builder()
              .inputShape(new int[] {3, 64, 64})
              .numClasses(5)
              .build()
              .init()
              .getConfiguration()),
  LSTM(
      64,
      3,
      () ->
          chain(
              TextGenerationLSTM.builder()
                  .totalUniqueCharacters(5)
                  .inputShape(new int[] {5, 8})
                  .build()
                  .conf())),
  YOLO(
      64,
      3,
      () -> TinyYOLO.builder().inputShape(new int[] {3, 64, 64}).numClasses(5).build().conf());

  final InputShape shape;
  private final Supplier<ComputationGraphConfiguration> network;
  private ComputationGraphConfiguration made;

  Zoo(int size, int channels, Supplier<ComputationGraphConfiguration> network) {
    this.shape = InputShape.image(channels, size, size);
    this.network = network;
  }

  synchronized ComputationGraphConfiguration network() {
    if (made == null) {
      made = network.get(); // some make all their weights for it
    }
    return made;
  }

  private static ComputationGraphConfiguration chain(MultiLayerConfiguration chain) {
    try {
      Path file = Files.createTempFile("network", ".json");
      Files.writeString(file, chain.toJson());
      ComputationGraphConfiguration graph = NetworkFiles.read(file).configuration();
      Files.delete(file);
      return graph;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
