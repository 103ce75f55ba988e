package io.jenkins.plugins.imagepolicy.engine.signature.encoding;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** PEM texts (RFC 7468): blocks, and nothing but explanatory text around them. */
public final class Pem {
    /**
     * One block.
     *
     * @param line of its BEGIN, from 1
     */
    public record Block(String label, byte[] content, int line) {}

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private Pem() {}

    /** All blocks in order; errors name the line. */
    public static List<Block> blocks(String text) throws EncodingException {
        List<Block> blocks = new ArrayList<>();
        String[] lines = text.split("\r\n|\n|\r", -1);
        String label = null;
        int begin = 0;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.startsWith(BEGIN)) {
                if (label != null) {
                    throw new EncodingException(
                            "line " + (i + 1) + ": the block begun in line " + begin + " has no END");
                }
                label = label(line, BEGIN, i + 1);
                begin = i + 1;
                body.setLength(0);
            } else if (line.startsWith(END)) {
                if (label == null || !label.equals(label(line, END, i + 1))) {
                    throw new EncodingException("line " + (i + 1) + ": an END without its BEGIN");
                }
                byte[] content = Base64Text.decode(body.toString(), "line " + begin + ": the block's body");
                blocks.add(new Block(label, content, begin));
                label = null;
            } else if (label != null) {
                body.append(line);
            }
        }
        if (label != null) {
            throw new EncodingException("line " + begin + ": the block has no END");
        }
        return blocks;
    }

    /** One block with lines of 64 characters, as OpenSSL and Go write it. */
    public static String write(String label, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return BEGIN + label + DASHES + "\n" + body + "\n" + END + label + DASHES + "\n";
    }

    private static String label(String line, String marker, int number) throws EncodingException {
        if (!line.endsWith(DASHES) || line.length() < marker.length() + DASHES.length()) {
            throw new EncodingException("line " + number + ": the line does not end with " + DASHES);
        }
        return line.substring(marker.length(), line.length() - DASHES.length());
    }
}
