import java.io.File;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates PDFs with veraPDF. Arguments: the flavours, as in `ua1,2a`, then the files. Prints a
 * line per file and flavour, and below it the failed checks; exits with 1 if anything failed.
 */
public class Validate {
  private static final int MOST_SHOWN = 20;

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.SEVERE);
    VeraGreenfieldFoundryProvider.initialise();
    boolean allPass = true;
    for (String file : List.of(arguments).subList(1, arguments.length)) {
      for (String flavour : arguments[0].split(",")) {
        allPass &= passes(new File(file), PDFAFlavour.byFlavourId(flavour));
      }
    }
    System.exit(allPass ? 0 : 1);
  }

  private static boolean passes(File file, PDFAFlavour flavour) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
      PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
      ValidationResult result = validator.validate(parser);
      int failed = result.getFailedChecks().values().stream().mapToInt(Integer::intValue).sum();
      boolean passes = result.isCompliant() && failed == 0 && result.getTotalAssertions() > 0;
      System.out.printf(
          "%s %s %s: %d of %d checks failed%n",
          passes ? "PASS" : "FAIL", flavour.getId(), file, failed, result.getTotalAssertions());
      result.getTestAssertions().stream()
          .filter(check -> check.getStatus() == TestAssertion.Status.FAILED)
          .limit(MOST_SHOWN)
          .forEach(Validate::print);
      return passes;
    }
  }

  private static void print(TestAssertion check) {
    System.out.printf(
        "  %s-%d %s (%s)%n",
        check.getRuleId().getClause(),
        check.getRuleId().getTestNumber(),
        check.getMessage(),
        check.getLocation().getContext());
  }
}
