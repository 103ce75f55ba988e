package io.jenkins.plugins.imagepolicy.engine.signature.log;

import io.jenkins.plugins.imagepolicy.engine.signature.encoding.Base64Text;
import io.jenkins.plugins.imagepolicy.engine.signature.encoding.EncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A signed tree head (C2SP tlog-checkpoint in a C2SP signed-note).
 *
 * @param signedText what every signature is over, with its last line feed
 */
record Checkpoint(String origin, long treeSize, byte[] rootHash, byte[] signedText, List<NoteSignature> signatures) {
    private static final int MOST_SIGNATURES = 100;
    private static final String SIGNATURE_LINE = "\u2014 ";

    /** One signature line: the first four bytes of the key's id, and the signature. */
    record NoteSignature(String name, byte[] keyHint, byte[] signature) {}

    static Checkpoint parse(String envelope) throws EncodingException {
        int blank = envelope.indexOf("\n\n");
        if (blank < 0 || !envelope.endsWith("\n")) {
            throw new EncodingException("the checkpoint is no signed note");
        }
        String text = envelope.substring(0, blank + 1);
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || lines[0].isBlank()) {
            throw new EncodingException("the checkpoint lacks its origin, size or root hash");
        }
        if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new EncodingException("the checkpoint's size is no number");
        }
        byte[] rootHash = Base64Text.decode(lines[2], "the checkpoint's root hash");
        if (rootHash.length != 32) {
            throw new EncodingException("the checkpoint's root hash has not 32 bytes");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : envelope.substring(blank + 2).split("\n")) {
            signatures.add(signature(line));
        }
        if (signatures.size() > MOST_SIGNATURES) {
            throw new EncodingException("the checkpoint has more than " + MOST_SIGNATURES + " signatures");
        }
        return new Checkpoint(
                lines[0], Long.parseLong(lines[1]), rootHash, text.getBytes(StandardCharsets.UTF_8), signatures);
    }

    private static NoteSignature signature(String line) throws EncodingException {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(SIGNATURE_LINE) || space <= SIGNATURE_LINE.length() - 1) {
            throw new EncodingException("the checkpoint has a malformed signature line");
        }
        byte[] bytes = Base64Text.decode(line.substring(space + 1), "a signature of the checkpoint");
        if (bytes.length < 5) {
            throw new EncodingException("the checkpoint has a signature that is too short");
        }
        return new NoteSignature(
                line.substring(SIGNATURE_LINE.length(), space),
                Arrays.copyOf(bytes, 4),
                Arrays.copyOfRange(bytes, 4, bytes.length));
    }
}
