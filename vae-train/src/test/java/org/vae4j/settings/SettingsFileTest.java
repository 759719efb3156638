package org.vae4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.ImageShape;
import org.vae4j.refusal.BadInputException;
import org.vae4j.run.Versions;

class SettingsFileTest {
  @TempDir private Path folder;

  @Test
  void startsFromTheDefaults() {
    assertThat(SettingsFile.resolve(Optional.empty(), Map.of())).isEqualTo(Settings.DEFAULTS);
  }

  @Test
  void takesFlagsOverTheFileOverTheDefaults() throws IOException {
    Path file = write("training:\n  epochs: 7\n  batch-size: 32\nmodel:\n  hidden: [64, 32]\n");
    Settings settings = SettingsFile.resolve(Optional.of(file), Map.of("epochs", "3"));
    assertThat(settings.training().epochs()).isEqualTo(3);
    assertThat(settings.training().batchSize()).isEqualTo(32);
    assertThat(settings.model().hidden().lower()).containsExactly(64, 32);
    assertThat(settings.model().latent()).isEqualTo(Settings.DEFAULTS.model().latent());
  }

  @Test
  void takesTheHiddenWidthsOfTheArchitectureWhereNoneAreGiven() throws IOException {
    assertThat(hidden(Optional.empty(), Map.of("architecture", "conv"))).containsExactly(256);
    Optional<Path> conv = Optional.of(write("model: {architecture: conv}"));
    assertThat(hidden(conv, Map.of())).containsExactly(256);
    assertThat(hidden(conv, Map.of("hidden", "64,32"))).containsExactly(64, 32);
    assertThat(hidden(conv, Map.of("architecture", "mlp"))).containsExactly(400);
    Optional<Path> both = Optional.of(write("model: {architecture: conv, hidden: [300]}"));
    assertThat(hidden(both, Map.of())).containsExactly(300);
  }

  private static List<Integer> hidden(Optional<Path> file, Map<String, String> flags) {
    return SettingsFile.resolve(file, flags).model().hidden().lower();
  }

  private static ModelSettings model(Optional<Path> file, Map<String, String> flags) {
    return SettingsFile.resolve(file, flags).model();
  }

  @Test
  void takesASecondLevel() throws IOException {
    ModelSettings told = model(Optional.empty(), Map.of("latent", "10,5", "hidden", "200,100/60"));
    assertThat(told.latentSize()).isEqualTo(10);
    assertThat(told.upperLatentSize()).hasValue(5);
    assertThat(told.hidden().lower()).containsExactly(200, 100);
    assertThat(told.hidden().upper()).containsExactly(60);
    Path file = write("model: {latent: [10, 5], hidden: '200,100/60'}");
    assertThat(model(Optional.of(file), Map.of())).isEqualTo(told);
    assertThat(model(Optional.of(file), Map.of("latent", "10", "hidden", "200,100")).hidden())
        .hasToString("200,100");
  }

  @Test
  void halvesTheWidthsForASecondLevelWhereNoneAreGiven() throws IOException {
    Map<String, String> levels = Map.of("latent", "10,5");
    assertThat(model(Optional.empty(), levels).hidden()).hasToString("400/200");
    // numbers, as files of one level have them, and flags over them
    Path file = write("model: {latent: 20, hidden: 9}");
    assertThat(model(Optional.of(file), levels).hidden()).hasToString("9/4");
    assertThat(model(Optional.of(file), Map.of("hidden", "1,7")).hidden()).hasToString("1,7");
    assertThat(model(Optional.of(file), Map.of()).latent()).containsExactly(20);
  }

  @Test
  void readsFlagsOfEveryType() {
    Settings settings =
        SettingsFile.resolve(
            Optional.empty(),
            Map.of(
                "hidden", "50,20",
                "activation", "tanh",
                "learning-rate", "3e-4",
                "limit", "100",
                "seed", "-5",
                "data-dir", "some/folder"));
    assertThat(settings.model().hidden().lower()).containsExactly(50, 20);
    assertThat(settings.model().activation()).isEqualTo(Activation.TANH);
    assertThat(settings.training().learningRate()).isEqualTo(3e-4);
    assertThat(settings.data().limit()).isEqualTo(100);
    assertThat(settings.training().seed()).isEqualTo(-5);
    assertThat(settings.data().dataDir()).isEqualTo(Path.of("some/folder").toAbsolutePath());
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    Settings settings =
        SettingsFile.resolve(
            Optional.empty(),
            Map.of("hidden", "50,20", "data-dir", "/a b/ü", "kl-weight", "0.1", "limit", "9"));
    RunInfo info =
        new RunInfo(
            Versions.current(),
            ImageShape.grey(28, 20),
            7,
            List.of(Column.numeric("a"), new Column("b", List.of("x", "y"))));
    Path file = folder.resolve("config.yaml");
    SettingsFile.write(settings, info, file);
    assertThat(SettingsFile.read(file)).isEqualTo(settings);
    assertThat(SettingsFile.readInfo(file)).isEqualTo(info);
  }

  @Test
  void readsBackWhatIsDoneToTheData() throws IOException {
    for (Map<String, String> flags :
        List.of(
            Map.of("binarize", "dynamic", "crop-pad", "32x30", "classes", "3,007,1e3,no,a b"),
            Map.of("binarize", "static", "classes", "3"),
            Map.of("scale", "standard", "dequantize", "uniform"),
            Map.of("latent", "9,3"),
            Map.of("latent", "9,3", "hidden", "8/7,6"),
            Map.of("scale", "none"))) {
      Settings settings = SettingsFile.resolve(Optional.empty(), flags);
      Path file = folder.resolve("config.yaml");
      SettingsFile.write(
          settings, new RunInfo(Versions.current(), ImageShape.grey(2, 2), 1, List.of()), file);
      assertThat(SettingsFile.read(file)).isEqualTo(settings).isNotEqualTo(Settings.DEFAULTS);
    }
    Settings given =
        SettingsFile.read(write("data: {classes: [3, 7], crop-pad: 32x30, binarize: ~, scale: ~}"));
    assertThat(given.data().classes()).containsExactly("3", "7");
    assertThat(given.data().cropPadTo(ImageShape.grey(28, 28))).contains(ImageShape.grey(32, 30));
    assertThat(given.data().binarize()).isEqualTo(BinarisationName.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "binarize | static | scale | standard | --scale: expected unit beside --binarize static, got standard",
        "binarize | threshold | scale | none | --scale: expected unit beside --binarize threshold, got none",
        "binarize | dynamic | dequantize | uniform | --dequantize: expected none beside --binarize dynamic, got uniform",
        "scale | none | dequantize | uniform | --dequantize: expected none beside --scale none, got uniform",
      })
  void refusesStepsThatDoNotGoTogether(
      String name, String value, String other, String otherValue, String message) {
    Map<String, String> flags = Map.of(name, value, other, otherValue);
    assertThatThrownBy(() -> SettingsFile.resolve(Optional.empty(), flags))
        .isInstanceOf(BadInputException.class)
        .hasMessage(message);
  }

  @Test
  void knowsTheVersionsItWasBuiltWith() {
    assertThat(Versions.current().get("vae4j")).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(Versions.current().get("deeplearning4j")).isEqualTo("1.0.0-M2.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs        | 0      | --epochs: expected at least 1, got 0",
        "epochs        | many   | --epochs: expected a number, got 'many'",
        "epochs        | 1.5    | --epochs: expected a number, got '1.5'",
        "epochs        | ''     | --epochs: expected a number, got ''",
        "latent        | 2000000000 | --latent: expected 1 to 1000000, got 2000000000",
        "kl-warmup     | 2147483647 | --kl-warmup: expected 0 to 1000000, got 2147483647",
        "latent        | -2     | --latent: expected 1 to 1000000, got -2",
        "hidden        | 4,,5   | --hidden: expected widths of 1 to 1000000, got 4,,5",
        "latent        | 3,0    | --latent: expected 1 to 1000000, got 3,0",
        "latent        | many   | --latent: expected a number, got 'many'",
        "latent        | 9,6,3  | --latent: expected one level or two, got 9,6,3",
        "hidden        | 9/6/3  | --hidden: expected widths of one level or two, got 9/6/3",
        "hidden        | 9/     | --hidden: expected widths of 1 to 1000000, got 9/",
        "hidden        | 9,8/6  | --hidden: expected one level beside --latent 20, got 9,8/6",
        "hidden        | 4,0    | --hidden: expected widths of 1 to 1000000, got 4,0",
        "kl-weight     | NaN    | --kl-weight: expected a finite number of at least 0, got NaN",
        "learning-rate | 0      | --learning-rate: expected a finite number above 0, got 0.0",
        "patience      | 0      | --patience: expected at least 1, got 0",
        "clip-norm     | 0      | --clip-norm: expected a finite number above 0, got 0.0",
        "clip-value    | NaN    | --clip-value: expected a finite number above 0, got NaN",
        "lr-factor     | 1      | --lr-factor: expected a number between 0 and 1, got 1.0",
        "lr-final      | 2      | --lr-final: expected a number from 0 to 1, got 2.0",
        "keep          | -1     | --keep: expected at least 0, got -1",
        "crop-pad      | 32     | --crop-pad: expected rows and columns of 1 to 9999, such as 32x32, got 32",
        "crop-pad      | 0x20   | --crop-pad: expected rows and columns of 1 to 9999, such as 32x32, got 0x20",
        "classes       | 3,,7   | --classes: expected names of classes, got [3, , 7]",
        "scale         | log    | --scale: expected one of auto, none, unit, standard, got 'log'",
        "binarize      | soft   | --binarize: expected one of none, threshold, static, dynamic, got 'soft'",
        "dequantize    | normal | --dequantize: expected one of none, uniform, got 'normal'",
        "limit         | 0      | --limit: expected at least 1, got 0",
        "likelihood    | normal | --likelihood: expected one of bernoulli, continuous-bernoulli, gaussian, gaussian-shared-variance, gaussian-constant-variance, gaussian-learned-variance, laplace, discretised-logistic, poisson, mixed, table, got 'normal'",
        "architecture  | cnn    | --architecture: expected one of mlp, conv, got 'cnn'",
        "optimizer     | sgd    | --optimizer: expected one of adam, got 'sgd'",
      })
  void refusesAFlagInOneLine(String name, String value, String message) {
    assertThatThrownBy(() -> SettingsFile.resolve(Optional.empty(), Map.of(name, value)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"patience,3,--patience", "lr-schedule,plateau,--lr-schedule plateau"})
  void wantsAValidationPartForWhatGoesByIt(String name, String value, String option) {
    assertThatThrownBy(() -> SettingsFile.resolve(Optional.empty(), Map.of(name, value)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            option + ": expected with --validation-size of at least 1, got --validation-size 0");
    assertThat(SettingsFile.resolve(Optional.empty(), Map.of(name, value, "validation-size", "9")))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modell: {}            | expected one of data, files, model, loss, training, checkpoints, found 'modell'",
        "model: {hiden: [4]}   | expected one of architecture, hidden, latent, activation, prior, prior-components, posterior, flow-steps, found 'hiden'",
        "model: 4              | expected settings under 'model:', got '4'",
        "'- 1'                 | expected sections data, files, model, loss, training, checkpoints",
        "'model: [1'           | line 1: expected YAML",
        "'training: {epochs: 1, epochs: 2}' | line 1: expected YAML",
        "training: {epochs: x} | given.yaml: epochs: expected a number, got 'x'",
        "model: {latent: ~}    | given.yaml: latent: expected one level or two, got nothing",
        "model: {latent: [8, x]} | given.yaml: latent: expected a number, got 'x'",
        "model: {hidden: ~}    | given.yaml: hidden: expected widths of 1 to 1000000, got null",
        "model: {hidden: [8, x]} | given.yaml: hidden: expected widths of 1 to 1000000, got 8,x",
        "training: {epochs: ~} | given.yaml: epochs: expected a number, got nothing",
      })
  void refusesAFileInOneLine(String yaml, String message) throws IOException {
    Path file = write(yaml);
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "training:", "training: {}"})
  void takesAnEmptyFileOrSectionForNoSettings(String yaml) throws IOException {
    assertThat(SettingsFile.read(write(yaml))).isEqualTo(Settings.DEFAULTS);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> SettingsFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("none.yaml: expected a readable YAML file");
  }

  @Test
  void listsEverySettingWithItsDefault() {
    assertThat(SettingsFile.defaults())
        .containsEntry("hidden", "400")
        .containsEntry("dataset", "digits")
        .containsEntry("limit", null)
        .containsEntry("activation", "relu");
    assertThat(List.copyOf(SettingsFile.defaults().keySet())).doesNotHaveDuplicates();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("given.yaml"), yaml);
  }

  @Test
  void saysWhatIsMissingOfWhatARunRanWith() throws IOException {
    Path file = folder.resolve("run.yaml");
    String versions = "run:\n  versions: {java: '17'}\n";
    String image = "  image: {height: 8, width: 8, channels: 1}\n";
    String horizon = "  horizon-epochs: 3\n";
    SettingsFile.write(
        Settings.DEFAULTS,
        new RunInfo(Map.of("java", "17"), new ImageShape(8, 8, 1), 3, List.of()),
        file);
    assertThat(SettingsFile.readInfo(file).horizonEpochs()).isEqualTo(3);
    for (String text :
        List.of("", "run:\n", "run: 3\n", versions, versions + image, versions + horizon)) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> SettingsFile.readInfo(file))
          .as(text)
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(
              file + ": expected versions, image and horizon-epochs under 'run:', found '");
    }
  }
}
