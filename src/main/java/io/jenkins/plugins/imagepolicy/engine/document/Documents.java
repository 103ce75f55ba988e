package io.jenkins.plugins.imagepolicy.engine.document;

import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads the documents of a YAML stream; JSON is read as the YAML it is. */
public final class Documents {
    /** Characters of one file. */
    public static final int LARGEST_FILE = 16 * 1024 * 1024;

    static final int DEEPEST = 200;
    private static final int MOST_ALIASES = 10_000;
    private static final Pattern SEPARATOR_WITH_CONTENT =
            Pattern.compile("^---(?![ \\t]*(#.*)?\\r?$)", Pattern.MULTILINE);

    private Documents() {}

    /**
     * All documents of {@code source} that have content; documents of nothing but comments are passed over.
     *
     * @throws DocumentException when the text is malformed, has a duplicate key or exceeds a limit
     */
    public static List<Document> read(SourceText source) throws DocumentException {
        String text = source.text();
        if (text.length() > LARGEST_FILE) {
            throw failure(
                    source, Position.START, "The file has more than " + LARGEST_FILE + " characters", "Split the file");
        }
        refuseContentBesideSeparator(source);
        try {
            List<Document> documents = new ArrayList<>();
            Composer composer = composer(text);
            while (composer.checkNode()) {
                Node root = composer.getNode();
                NodeReader.Read read = new NodeReader(source).read(root);
                if (!read.content().isNull()) {
                    documents.add(new Document(source, read.content(), read.place()));
                }
            }
            return documents;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            Position position = mark == null ? Position.START : position(mark);
            throw failure(source, position, "Malformed YAML: " + problem(e), remedy(e));
        } catch (ReaderException e) {
            throw failure(
                    source,
                    position(text, e.getPosition()),
                    String.format("Malformed YAML: the character U+%04X is not allowed", e.getCodePoint()),
                    "Remove the character; YAML files are UTF-8 text");
        } catch (YAMLException e) {
            throw failure(source, Position.START, "Malformed YAML: " + e.getMessage(), "Mend the YAML");
        } catch (StackOverflowError e) {
            throw failure(source, Position.START, "The YAML is nested too deeply", "Use fewer levels");
        }
    }

    /**
     * Kubernetes tools cut a stream at every line that begins with {@code ---} and drop the rest of that line; a YAML parser
     * keeps it. The gate must not judge what the cluster does not see, or the other way round.
     */
    private static void refuseContentBesideSeparator(SourceText source) throws DocumentException {
        Matcher odd = SEPARATOR_WITH_CONTENT.matcher(source.text());
        if (odd.find()) {
            throw failure(
                    source,
                    position(source.text(), odd.start()),
                    "The line begins with '---' and goes on: YAML tools disagree what that means",
                    "Let the separator '---' stand alone in its line");
        }
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_FILE);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setAllowDuplicateKeys(false);
        options.setProcessComments(false);
        return new Composer(new ParserImpl(new StreamReader(text), options), Scalars.resolver(), options);
    }

    private static String problem(MarkedYAMLException e) {
        return e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
    }

    private static String remedy(MarkedYAMLException e) {
        return String.valueOf(e.getProblem()).contains("\\t(TAB)")
                ? "Indent with spaces; YAML allows no tabs there"
                : "Mend the YAML at this place";
    }

    static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Position position(String text, int index) {
        int end = Math.min(index, text.length());
        int line =
                1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        int lineStart = text.lastIndexOf('\n', end - 1) + 1;
        return new Position(line, end - lineStart + 1);
    }

    static DocumentException failure(SourceText source, Position position, String message, String remedy) {
        return new DocumentException(source.error(ReasonCode.INPUT_INVALID, position, message, remedy));
    }
}
