package io.ablate4j.model.file;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.FaceNetNN4Small2;
import org.deeplearning4j.zoo.model.InceptionResNetV1;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SimpleCNN;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.VGG16;
import org.deeplearning4j.zoo.model.VGG19;
import org.deeplearning4j.zoo.model.Xception;
import org.nd4j.linalg.activations.Activation;

/** The image classifiers of Deeplearning4j's zoo: networks that no one here wrote. */
final class Zoo {
  private static final int CLASSES = 1000;

  /** JSON of each, by name. */
  static final Map<String, Supplier<String>> JSON = new LinkedHashMap<>();

  static {
    JSON.put("LeNet", () -> LeNet.builder().numClasses(10).build().conf().toJson());
    JSON.put("SimpleCNN", () -> SimpleCNN.builder().numClasses(10).build().conf().toJson());
    JSON.put("AlexNet", () -> AlexNet.builder().numClasses(CLASSES).build().conf().toJson());
    JSON.put("VGG16", () -> VGG16.builder().numClasses(CLASSES).build().conf().toJson());
    JSON.put("VGG19", () -> VGG19.builder().numClasses(CLASSES).build().conf().toJson());
    JSON.put("Darknet19", () -> Darknet19.builder().numClasses(CLASSES).build().conf().toJson());
    JSON.put(
        "FaceNetNN4Small2",
        () -> FaceNetNN4Small2.builder().numClasses(10).build().conf().toJson());
    JSON.put(
        "ResNet50",
        () -> ResNet50.builder().numClasses(CLASSES).build().graphBuilder().build().toJson());
    JSON.put(
        "SqueezeNet",
        () -> built(SqueezeNet.builder().numClasses(CLASSES).build().graphBuilder(), 227));
    JSON.put(
        "Xception",
        () -> built(Xception.builder().numClasses(CLASSES).build().graphBuilder(), 299));
    JSON.put("InceptionResNetV1", Zoo::inception);
  }

  private Zoo() {}

  /** As their {@code init} goes on, without making their weights. */
  private static String built(GraphBuilder builder, int pixels) {
    return builder
        .addInputs("input")
        .setInputTypes(InputType.convolutional(pixels, pixels, 3))
        .build()
        .toJson();
  }

  private static String inception() {
    GraphBuilder builder =
        InceptionResNetV1.builder().numClasses(CLASSES).build().graphBuilder("input");
    builder
        .addLayer(
            "outputLayer",
            new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build(),
            "avgpool")
        .setOutputs("outputLayer");
    return built(builder, 160);
  }
}
