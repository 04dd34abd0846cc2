// Checks files against PDF/A and PDF/UA with the veraPDF core: java -cp … Validate.java 3a,ua1 file.pdf …
// Prints "PASS flavour file" or "FAIL flavour file" and the broken rules; the exit code is the number of failures.
import java.io.File;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Validate {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        int failures = 0;
        for (int i = 1; i < arguments.length; i++) {
            for (String name : arguments[0].split(",")) {
                failures += check(arguments[i], PDFAFlavour.byFlavourId(name)) ? 0 : 1;
            }
        }
        System.exit(failures);
    }

    static boolean check(String path, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour)) {
            ValidationResult result =
                Foundries.defaultInstance().createValidator(flavour, 10000, false, false, false).validate(parser);
            boolean passed = result.isCompliant();
            System.out.println((passed ? "PASS " : "FAIL ") + flavour.getId() + " " + path);
            TreeMap<String, String> broken = new TreeMap<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    broken.putIfAbsent(one.getRuleId().getClause(), one.getMessage() + " @ " + one.getLocation().getContext());
                }
            }
            broken.forEach((clause, message) -> System.out.println("    " + clause + ": " + message));
            return passed;
        }
    }
}
