package io.jenkins.plugins.imagepolicy.engine.document;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.Position;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.ReasonCode;
import io.jenkins.plugins.imagepolicy.engine.diagnostic.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads the documents of a YAML stream; JSON is read as the YAML it is. */
public final class Documents {
    /** Characters of one file. */
    public static final int LARGEST_FILE = 16 * 1024 * 1024;

    private static final int DEEPEST = 100;
    private static final int MOST_ALIASES = 1_000;

    private Documents() {}

    /**
     * All documents of {@code source} that have content; documents of nothing but comments are passed over.
     *
     * @throws DocumentException when the text is malformed, has a duplicate key or exceeds a limit
     */
    public static List<Document> read(SourceText source) throws DocumentException {
        if (source.text().length() > LARGEST_FILE) {
            throw failure(
                    source, Position.START, "The file has more than " + LARGEST_FILE + " characters", "Split the file");
        }
        try {
            List<Document> documents = new ArrayList<>();
            Composer composer = composer(source.text());
            while (composer.checkNode()) {
                Node root = composer.getNode();
                Map<JsonPointer, Position> keys = new HashMap<>();
                Map<JsonPointer, Position> values = new HashMap<>();
                JsonNode content = new NodeReader(source, keys, values).read(root);
                if (!content.isNull()) {
                    documents.add(new Document(source, content, position(root.getStartMark()), keys, values));
                }
            }
            return documents;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
            Position position = mark == null ? Position.START : position(mark);
            throw failure(source, position, "Malformed YAML: " + e.getProblem(), "Mend the YAML at this place");
        } catch (YAMLException e) {
            throw failure(source, Position.START, "Malformed YAML: " + e.getMessage(), "Mend the YAML");
        } catch (StackOverflowError e) {
            throw failure(source, Position.START, "The YAML is nested too deeply", "Use fewer levels");
        }
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST_FILE);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setAllowDuplicateKeys(false);
        options.setProcessComments(false);
        return new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options);
    }

    static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    static DocumentException failure(SourceText source, Position position, String message, String remedy) {
        return new DocumentException(source.error(ReasonCode.INPUT_INVALID, position, message, remedy));
    }
}
