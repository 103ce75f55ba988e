package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import io.jenkins.plugins.imagepolicy.engine.language.cue.value.Data;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Packages encoding/base64 and encoding/hex. */
final class EncodingPackages {
    private EncodingPackages() {}

    static void registerBase64(Registry registry) {
        registry.function("Encode", "zy", a -> {
            standard(a);
            return Results.text(Base64.getEncoder().encodeToString(a.bytes(1)));
        });
        registry.function("Decode", "zs", a -> {
            standard(a);
            return new Data.BytesData(decode(a.string(1)));
        });
        registry.function("EncodedLen", "zi", a -> {
            standard(a);
            return Results.integer((a.longInt(1) + 2) / 3 * 4);
        });
        registry.function("DecodedLen", "zi", a -> {
            standard(a);
            return Results.integer(a.longInt(1) / 4 * 3);
        });
    }

    /** The only encoding is null, which means the standard one. */
    private static void standard(Arguments arguments) {
        if (!(arguments.get(0) instanceof Data.NullData)) {
            throw new CallError("base64: unsupported encoding");
        }
    }

    /** Strict about padding; line breaks are skipped. */
    private static byte[] decode(String text) {
        String plain = text.replace("\r", "").replace("\n", "");
        if (plain.length() % 4 != 0) {
            throw new CallError("illegal base64 data");
        }
        try {
            return Base64.getDecoder().decode(plain);
        } catch (IllegalArgumentException e) {
            throw new CallError("illegal base64 data");
        }
    }

    static void registerHex(Registry registry) {
        registry.function("Encode", "y", a -> Results.text(HexFormat.of().formatHex(a.bytes(0))));
        registry.function("Decode", "s", a -> {
            try {
                return new Data.BytesData(HexFormat.of().parseHex(a.string(0)));
            } catch (IllegalArgumentException e) {
                throw new CallError("encoding/hex: invalid text");
            }
        });
        registry.function("Dump", "y", a -> Results.text(dump(a.bytes(0))));
        registry.function("EncodedLen", "i", a -> Results.integer(a.longInt(0) * 2));
        registry.function("DecodedLen", "i", a -> Results.integer(a.longInt(0) / 2));
    }

    /** Lines of an offset, 16 bytes in two halves and the same bytes as ASCII. */
    private static String dump(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (int line = 0; line < bytes.length; line += 16) {
            out.append(String.format("%08x ", line));
            StringBuilder ascii = new StringBuilder();
            for (int i = line; i < line + 16; i++) {
                out.append(i % 8 == 0 ? " " : "");
                if (i < bytes.length) {
                    out.append(String.format("%02x ", bytes[i]));
                    ascii.append(bytes[i] < 32 || bytes[i] > 126 ? '.' : (char) bytes[i]);
                } else {
                    out.append("   ");
                }
            }
            out.append(" |").append(ascii).append("|\n");
        }
        return out.toString();
    }

    /** Bytes as text; other bytes than UTF-8 would be replaced by CUE in places that differ. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CueFault.unsupported(-1, "text that is not UTF-8");
        }
    }
}
