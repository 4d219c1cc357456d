package jixiao;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates each file against each profile and prints one line a profile, and each failed rule with its clause, its
 * count and the first place. Exit 0: all pass; 1: something fails; 2: wrong usage or a file that cannot be read.
 */
public final class Validate {
    private static final String USAGE = "usage: verapdf [--profile 2a|2b|2u|3a|ua1]... FILE...";

    public static void main(String[] arguments) throws Exception {
        List<PDFAFlavour> profiles = new java.util.ArrayList<>();
        List<Path> files = new java.util.ArrayList<>();
        for (int i = 0; i < arguments.length; ++i) {
            if (!arguments[i].equals("--profile")) {
                files.add(Path.of(arguments[i]));
                continue;
            }
            PDFAFlavour profile = ++i < arguments.length ? PDFAFlavour.byFlavourId(arguments[i]) : null;
            if (profile == null || profile == PDFAFlavour.NO_FLAVOUR) stop(USAGE);
            profiles.add(profile);
        }
        if (files.isEmpty()) stop(USAGE);
        if (profiles.isEmpty()) profiles = List.of(PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1);

        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        boolean compliant = true;
        boolean readable = true;
        try (VeraPDFFoundry foundry = Foundries.defaultInstance()) {
            for (Path file : files) {
                for (PDFAFlavour profile : profiles) {
                    try {
                        compliant &= validate(foundry, file, profile);
                    } catch (Exception problem) {
                        System.out.println(file + ": " + profile.getId() + ": unreadable: " + problem);
                        readable = false;
                    }
                }
            }
        }
        System.exit(readable ? compliant ? 0 : 1 : 2);
    }

    private static boolean validate(VeraPDFFoundry foundry, Path file, PDFAFlavour profile) throws Exception {
        try (InputStream bytes = Files.newInputStream(file);
             PDFAParser parser = foundry.createParser(bytes, profile);
             PDFAValidator validator = foundry.createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s: %s: %s (%d checks)%n", file, profile.getId(),
                    result.isCompliant() ? "pass" : "FAIL", result.getTotalAssertions());
            Map<String, Integer> counts = new TreeMap<>();
            Map<String, TestAssertion> first = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                counts.merge(rule, 1, Integer::sum);
                first.putIfAbsent(rule, assertion);
            }
            for (Map.Entry<String, TestAssertion> failure : first.entrySet()) {
                TestAssertion assertion = failure.getValue();
                System.out.printf("    %s (%d times): %s%n        %s%n        at %s%n", failure.getKey(),
                        counts.get(failure.getKey()), assertion.getMessage().strip(),
                        assertion.getErrorMessage(), assertion.getLocation().getContext());
            }
            return result.isCompliant();
        }
    }

    private static void stop(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
