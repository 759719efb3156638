package org.vae4j.evaluate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vae4j.datasets.Column;
import org.vae4j.datasets.Dataset;

/** What is advised depends on what was set; runs of their own are looked at elsewhere. */
class DiagnosisTest {
  private static final Setup.KlTerm PLAIN = new Setup.KlTerm(1, 0, 0, 0, false, true);
  private static final LatentUse COLLAPSED =
      new LatentUse(Collections.nCopies(20, 0.0), Collections.nCopies(20, false), 0);
  private static final LatentUse IN_USE =
      new LatentUse(Collections.nCopies(20, 0.5), Collections.nCopies(20, true), 0);
  private static final LatentUse FAR_FROM_PRIOR =
      new LatentUse(Collections.nCopies(20, 0.9), Collections.nCopies(20, true), 9);
  private static final Fit FITTING =
      new Fit("table", Optional.empty(), 0.5, Optional.empty(), Optional.empty(), false);
  private static final DataFacts DATA = new DataFacts(810, 0, 1, 100, List.of(), List.of());
  private static final Course SETTLED = course(Collections.nCopies(50, 10.0), 1_000);

  private static Course course(List<Double> loss, int updates) {
    return new Course(loss, loss, loss, 0, updates, false, false);
  }

  private static Setup setup(Setup.KlTerm kl, boolean untilItStalls) {
    return new Setup(
        kl,
        new Setup.Updates(1e-3, Optional.empty(), untilItStalls),
        List.of(100, 51),
        true,
        true,
        false,
        true);
  }

  private static Finding only(
      Setup setup, Course course, LatentUse latent, Fit fit, DataFacts data) {
    List<Finding> found =
        Diagnosis.of(new Evidence(setup, course, 9, Optional.of(latent), fit, data));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<String> adviceOnCollapse(Setup.KlTerm kl) {
    Finding finding = only(setup(kl, true), SETTLED, COLLAPSED, FITTING, DATA);
    assertThat(finding.name()).isEqualTo("posterior-collapse");
    return finding.advice();
  }

  /** Without it nothing is said of the latent units, and the rest is still looked at. */
  @Test
  void theUseOfLatentUnitsMayBeUnknown() {
    LatentUse collapsed = new LatentUse(List.of(0.0, 0.0), List.of(false, false), 0);
    Evidence known =
        new Evidence(setup(PLAIN, true), SETTLED, 9, Optional.of(collapsed), FITTING, DATA);
    Evidence unknown =
        new Evidence(setup(PLAIN, true), SETTLED, 9, Optional.empty(), FITTING, DATA);
    assertThat(Diagnosis.of(known)).extracting(Finding::name).contains("posterior-collapse");
    assertThat(Diagnosis.of(unknown)).isEmpty();
  }

  /** A KL from draws alone is known of flows and mixtures. */
  @Test
  void aCollapseIsSeenByTheKlAlone() {
    Setup setup = setup(new Setup.KlTerm(1, 0, 0, 0, true, false), true);
    assertThat(Diagnosis.of(new Evidence(setup, SETTLED, 0.49, Optional.empty(), FITTING, DATA)))
        .containsExactly(
            new Finding(
                "posterior-collapse",
                "the KL is 0.49 nats: the decoder does without z",
                List.of("--activation relu", "--kl-warmup 10")));
    assertThat(Diagnosis.of(new Evidence(setup, SETTLED, 0.51, Optional.empty(), FITTING, DATA)))
        .isEmpty();
  }

  @Test
  void nothingIsFoundInASoundRun() {
    assertThat(
            Diagnosis.of(
                new Evidence(setup(PLAIN, true), SETTLED, 9, Optional.of(IN_USE), FITTING, DATA)))
        .isEmpty();
  }

  @Test
  void aFlagThatIsSetIsNotAdvised() {
    assertThat(adviceOnCollapse(PLAIN)).containsExactly("--kl-warmup 10", "--free-bits 0.1");
    assertThat(adviceOnCollapse(new Setup.KlTerm(20, 0, 0, 0, false, true)))
        .containsExactly("--kl-weight 1", "--kl-warmup 10");
    assertThat(adviceOnCollapse(new Setup.KlTerm(1, 10, 0, 0, false, true)))
        .containsExactly("--free-bits 0.1", "--kl-weight 0.5");
    assertThat(adviceOnCollapse(new Setup.KlTerm(1, 10, 0.1, 0, false, true)))
        .containsExactly("--free-bits 0.2", "--kl-weight 0.5");
    assertThat(adviceOnCollapse(new Setup.KlTerm(1, 0, 0, 0.2, false, true)))
        .containsExactly("--capacity 0.4");
  }

  @Test
  void poorSamplesOfAPlainRunAreGivenAnotherPrior() {
    assertThat(only(setup(PLAIN, true), SETTLED, FAR_FROM_PRIOR, FITTING, DATA).advice())
        .containsExactly("--prior learned", "--latent 40");
    assertThat(
            only(
                    setup(new Setup.KlTerm(0.02, 0, 0, 0, false, true), false),
                    SETTLED,
                    FAR_FROM_PRIOR,
                    FITTING,
                    DATA)
                .advice())
        .containsExactly("--kl-weight 1", "--epochs auto");
  }

  @Test
  void oneOfAThingIsCalledSo() {
    Finding finding = only(setup(PLAIN, false), course(List.of(10.0), 1), IN_USE, FITTING, DATA);
    assertThat(finding.evidence())
        .isEqualTo("1 update of the parameters in 1 epoch of 810 examples");
    assertThat(finding.advice()).containsExactly("--epochs auto");
  }

  @Test
  void goingOnIsAdvisedWithTwiceTheEpochs() {
    Course falling = course(IntStream.range(0, 50).mapToObj(epoch -> 60.0 - epoch).toList(), 1_000);
    assertThat(only(setup(PLAIN, true), falling, IN_USE, FITTING, DATA))
        .isEqualTo(
            new Finding(
                "still-improving",
                "the held-out loss fell by 12.00 nats in the last 12 of 50 epochs",
                List.of("vae resume with --epochs 100")));
  }

  @Test
  void aJumpOfTheLossIsTold() {
    List<Double> jumping =
        IntStream.range(0, 50)
            .mapToObj(epoch -> epoch == 30 ? 30.0 : epoch < 2 ? 40.0 : 10.0)
            .toList();
    Finding finding = only(setup(PLAIN, true), course(jumping, 1_000), IN_USE, FITTING, DATA);
    assertThat(finding)
        .isEqualTo(
            new Finding(
                "unstable",
                "what is minimised jumped from 10.00 to 30.00 nats in epoch 31",
                List.of("--learning-rate 0.0001", "--clip-norm 10")));
  }

  /** What rises with the KL weight is no jump. */
  @Test
  void aRisingWeightIsNoJump() {
    List<Double> rising =
        IntStream.range(0, 50).mapToObj(epoch -> epoch < 10 ? 2.0 * epoch : 18.0).toList();
    Course course = new Course(rising, rising, rising, 10, 1_000, false, false);
    assertThat(
            Diagnosis.of(
                new Evidence(setup(PLAIN, true), course, 9, Optional.of(IN_USE), FITTING, DATA)))
        .isEmpty();
  }

  @Test
  void aTooWideLikelihoodIsNoCollapse() {
    Fit wide =
        new Fit("gaussian", Optional.of(1.0), 0.1, Optional.empty(), Optional.empty(), false);
    Finding finding = only(setup(PLAIN, true), SETTLED, COLLAPSED, wide, DATA);
    assertThat(finding.name()).isEqualTo("unfit-likelihood");
    assertThat(finding.advice()).containsExactly("--likelihood table");
  }

  @Test
  void heapsAreToldOfThreeColumnsBesideAnotherMisfit() {
    DataFacts piled =
        new DataFacts(
            810,
            0,
            1,
            100,
            List.of(),
            List.of(
                new DataFacts.Pile("a", 0.5, true),
                new DataFacts.Pile("b", 0.3, false),
                new DataFacts.Pile("c", 0.25, true),
                new DataFacts.Pile("d", 0.2, true)));
    String heaps =
        "50 % of column 'a' are its lowest value, 30 % of column 'b' are its highest value, 25 % of"
            + " column 'c' are its lowest value and 1 more: a density has no such heap";
    String without = "--columns a=left-out,b=left-out,c=left-out";
    assertThat(only(setup(PLAIN, true), SETTLED, IN_USE, FITTING, piled))
        .isEqualTo(new Finding("unfit-likelihood", heaps, List.of(without)));
    Fit wide =
        new Fit("gaussian", Optional.of(1.0), 0.1, Optional.empty(), Optional.empty(), false);
    assertThat(only(setup(PLAIN, true), SETTLED, IN_USE, wide, piled))
        .isEqualTo(
            new Finding(
                "unfit-likelihood",
                "--likelihood gaussian assumes a deviation of 1.00, that of the residuals is 0.100; "
                    + heaps,
                List.of("--likelihood table", without)));
  }

  /** The numbers from 0 to 99, cut off below 20 or above 60: 21 and 40 of them lie there. */
  @Test
  void heapsAreFoundInEachColumn() {
    float[] values = new float[300];
    for (int n = 0; n < 100; n++) {
      values[3 * n] = Math.max(n, 20);
      values[3 * n + 1] = n;
      values[3 * n + 2] = Math.min(n, 60);
    }
    List<Column> columns =
        List.of("low", "free", "high").stream()
            .map(name -> new Column(name, List.of(), Column.Kind.NUMBER))
            .toList();
    Dataset table = Dataset.table("table", columns, values, new int[0], List.of());
    assertThat(DataFacts.of(table, table, false).piledUp())
        .containsExactly(
            new DataFacts.Pile("high", 0.4, false), new DataFacts.Pile("low", 0.21, true));
  }

  @Test
  void columnsAreNamedAsAShellTakesThem() {
    DataFacts copies =
        new DataFacts(
            810,
            0,
            1,
            100,
            List.of(new DataFacts.Copy("in cm", "size"), new DataFacts.Copy("mm", "size")),
            List.of());
    assertThat(only(setup(PLAIN, true), SETTLED, IN_USE, FITTING, copies))
        .isEqualTo(
            new Finding(
                "a-column-gives-it-away",
                "columns that say the same as another: 'in cm' as 'size', 'mm' as 'size'",
                List.of("--columns 'in cm=left-out,mm=left-out'")));
  }

  @Test
  void overFittingIsAnsweredByANarrowerNetwork() {
    List<Double> train = IntStream.range(0, 50).mapToObj(epoch -> 50.0 - epoch).toList();
    List<Double> heldOut =
        IntStream.range(0, 50).mapToObj(epoch -> 20.0 + Math.abs(epoch - 20)).toList();
    Course course = new Course(train, train, heldOut, 0, 1_000, false, false);
    Finding finding = only(setup(PLAIN, false), course, IN_USE, FITTING, DATA);
    assertThat(finding.name()).isEqualTo("over-fitting");
    assertThat(finding.advice()).containsExactly("--epochs auto", "--hidden 50,25");
  }

  /** More units would learn more by heart. */
  @Test
  void unitsInFullUseOfAnOverFittedModelAreNotTooFew() {
    LatentUse full = new LatentUse(Collections.nCopies(20, 1.5), Collections.nCopies(20, true), 0);
    Course close = kept(19.5);
    assertThat(only(setup(PLAIN, true), close, full, FITTING, DATA).name())
        .isEqualTo("latent-too-small");
    Course wide = kept(15);
    assertThat(only(setup(PLAIN, true), wide, full, FITTING, DATA))
        .isEqualTo(
            new Finding(
                "over-fitting",
                "the held-out loss of the model is 20.00, while that of train is 15.00",
                List.of("--hidden 50,25")));
    assertThat(
            Diagnosis.of(
                new Evidence(setup(PLAIN, true), wide, 9, Optional.of(IN_USE), FITTING, DATA)))
        .isEmpty();
  }

  /** The best model of a run, of held-out loss 20. */
  private static Course kept(double train) {
    List<Double> ofTrain = Collections.nCopies(50, train);
    return new Course(ofTrain, ofTrain, Collections.nCopies(50, 20.0), 0, 1_000, true, true);
  }

  @Test
  void sharedExamplesOfATestFileAreNoMatterOfCopies() {
    DataFacts shared = new DataFacts(810, 0.2, 1, 100, List.of(), List.of());
    Setup withFile =
        new Setup(
            PLAIN,
            new Setup.Updates(1e-3, Optional.empty(), true),
            List.of(100),
            true,
            true,
            true,
            true);
    assertThat(only(withFile, SETTLED, IN_USE, FITTING, shared).advice())
        .containsExactly(
            "a test file of other examples", "--test-size 10% in place of --test-images");
    Setup apart =
        new Setup(withFile.kl(), withFile.updates(), List.of(100), true, true, false, false);
    assertThat(only(apart, SETTLED, IN_USE, FITTING, shared).advice())
        .containsExactly("--copies together");
  }
}
