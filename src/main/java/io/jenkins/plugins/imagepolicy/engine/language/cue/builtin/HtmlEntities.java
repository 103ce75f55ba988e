package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

import io.jenkins.plugins.imagepolicy.engine.language.cue.syntax.CueFault;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Character references of HTML, as Go's package html reads them; of those with names the usual ones. source: HTML, 13.2.5.72 */
final class HtmlEntities {
    /** From U+00A0 on: these may lack the semicolon. */
    private static final String LATIN =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr "
                    + "deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave "
                    + "Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde "
                    + "Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute "
                    + "acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve "
                    + "oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    /** What the bytes 80 to 9F mean in Windows-1252, which pages meant by these numbers. */
    private static final String WINDOWS =
            "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
                    + "\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d"
                    + "\u017e\u0178";

    private static final int LONGEST_BARE = 6;
    private static final Map<String, String> BARE = new HashMap<>();
    private static final Map<String, String> NAMED = new HashMap<>();

    static {
        char code = 0xa0;
        for (String name : LATIN.split(" ")) {
            BARE.put(name, String.valueOf(code++));
        }
        Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"").forEach((name, text) -> {
            BARE.put(name, text);
            BARE.put(name.toUpperCase(Locale.ROOT), text);
        });
        BARE.put("COPY", "\u00a9");
        BARE.put("REG", "\u00ae");
        BARE.forEach((name, text) -> NAMED.put(name + ";", text));
        String more =
                "apos ' hellip \u2026 ndash \u2013 mdash \u2014 lsquo \u2018 rsquo \u2019 sbquo \u201a ldquo \u201c "
                        + "rdquo \u201d bdquo \u201e bull \u2022 trade \u2122 euro \u20ac larr \u2190 uarr \u2191 rarr \u2192 "
                        + "darr \u2193 harr \u2194 lsaquo \u2039 rsaquo \u203a dagger \u2020 Dagger \u2021 permil \u2030 "
                        + "prime \u2032 Prime \u2033 infin \u221e ne \u2260 le \u2264 ge \u2265 minus \u2212 num # excl ! "
                        + "dollar $ percnt % lpar ( rpar ) ast * plus + comma , period . sol / colon : semi ; equals = quest ? "
                        + "commat @ lsqb [ bsol \\ rsqb ] lowbar _ grave ` lbrace { lcub { vert | verbar | rbrace } rcub }";
        String[] pairs = more.split(" ");
        for (int i = 0; i < pairs.length; i += 2) {
            NAMED.put(pairs[i] + ";", pairs[i + 1]);
        }
        NAMED.put("Tab;", "\t");
        NAMED.put("NewLine;", "\n");
    }

    private HtmlEntities() {}

    static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        int position = 0;
        for (int amp = text.indexOf('&'); amp >= 0; amp = text.indexOf('&', position)) {
            out.append(text, position, amp);
            position = text.startsWith("#", amp + 1) ? number(text, amp, out) : name(text, amp, out);
        }
        return out.append(text, position, text.length()).toString();
    }

    /** Appends what the reference means, or the ampersand alone; returns the end. */
    private static int number(String text, int amp, StringBuilder out) {
        int i = amp + 2;
        boolean hex = i < text.length() && (text.charAt(i) == 'x' || text.charAt(i) == 'X');
        i += hex ? 1 : 0;
        int start = i;
        int code = 0;
        while (i < text.length() && digit(text.charAt(i), hex) >= 0) {
            // Go's number overflows likewise.
            code = code * (hex ? 16 : 10) + digit(text.charAt(i), hex);
            i++;
        }
        boolean closed = i < text.length() && text.charAt(i) == ';';
        int end = closed ? i + 1 : i;
        // Go counts the characters read: it takes "&#;" and "&#x" at the end for none, but "&#x;" for a reference to 0.
        int remaining = text.substring(amp).getBytes(StandardCharsets.UTF_8).length;
        if (remaining <= 3 || end - amp <= 3 || (start == i && !hex)) {
            out.append('&');
            return amp + 1;
        }
        if (code >= 0x80 && code <= 0x9f) {
            code = WINDOWS.charAt(code - 0x80);
        } else if (code <= 0 || (code >= 0xd800 && code < 0xe000) || code > Character.MAX_CODE_POINT) {
            code = 0xfffd;
        }
        out.appendCodePoint(code);
        return end;
    }

    private static int digit(char c, boolean hex) {
        return c < 128 ? Character.digit(c, hex ? 16 : 10) : -1;
    }

    private static int name(String text, int amp, StringBuilder out) {
        int i = amp + 1;
        while (i < text.length() && text.charAt(i) < 128 && Character.isLetterOrDigit(text.charAt(i))) {
            i++;
        }
        boolean closed = i < text.length() && text.charAt(i) == ';';
        int end = closed ? i + 1 : i;
        String name = text.substring(amp + 1, end);
        String known = closed ? NAMED.get(name) : BARE.get(name);
        if (known != null) {
            out.append(known);
            return end;
        }
        if (closed && name.length() > 1) {
            throw CueFault.unsupported(-1, "the character reference &" + name);
        }
        for (int length = Math.min(name.length() - 1, LONGEST_BARE); length > 1; length--) {
            String bare = BARE.get(name.substring(0, length));
            if (bare != null) {
                out.append(bare);
                return amp + 1 + length;
            }
        }
        out.append(text, amp, end);
        return end;
    }
}
