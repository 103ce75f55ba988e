package io.jenkins.plugins.imagepolicy.engine.language.go.format;

import java.util.List;
import java.util.function.IntConsumer;

/** {@code fmt.Sprintf}, {@code Sprint} and {@code Sprintln}. */
public final class GoFormat {
    private static final int MAX_WIDTH = 1_000_000;

    private final String format;
    private final List<GoValue> args;
    private final IntConsumer length;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    private boolean reordered;
    private boolean goodIndex;
    private boolean behindIndex;

    private GoFormat(String format, List<GoValue> args, IntConsumer length) {
        this.format = format;
        this.args = args;
        this.length = length;
    }

    /** @param length takes the length of the text as it grows; may throw to end it */
    public static String sprintf(String format, List<GoValue> args, IntConsumer length) {
        return new GoFormat(format, args, length).run();
    }

    /** A space stands between two values neither of which is text. */
    public static String sprint(List<GoValue> args, IntConsumer length) {
        StringBuilder out = new StringBuilder();
        boolean text = true;
        for (GoValue v : args) {
            boolean isText = v instanceof GoValue.Text;
            out.append(text || isText ? "" : " ");
            new Printer(out, new Flags(), length).print(v, 'v');
            text = isText;
        }
        return out.toString();
    }

    public static String sprintln(List<GoValue> args, IntConsumer length) {
        StringBuilder out = new StringBuilder();
        String separator = "";
        for (GoValue v : args) {
            out.append(separator);
            new Printer(out, new Flags(), length).print(v, 'v');
            separator = " ";
        }
        return out.append('\n').toString();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                out.append(c);
            } else {
                directive();
            }
            length.accept(out.length());
        }
        if (!reordered && next < args.size()) {
            out.append("%!(EXTRA ");
            for (int i = next; i < args.size(); i++) {
                out.append(i == next ? "" : ", ");
                GoValue v = args.get(i);
                out.append(v instanceof GoValue.Nil ? "" : v.type() + "=");
                new Printer(out, new Flags(), length).print(v, 'v');
            }
            out.append(')');
        }
        return out.toString();
    }

    private void directive() {
        goodIndex = true;
        behindIndex = false;
        Flags flags = flags();
        index();
        width(flags);
        precision(flags);
        if (!behindIndex) {
            index();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (!goodIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (next >= args.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            if (verb == 'v') {
                flags.sharpV = flags.sharp;
                flags.sharp = false;
                flags.plusV = flags.plus;
                flags.plus = false;
            }
            new Printer(out, flags, length).print(args.get(next++), verb);
        }
    }

    private Flags flags() {
        Flags flags = new Flags();
        for (; at < format.length(); at++) {
            switch (format.charAt(at)) {
                case '-' -> flags.minus = true;
                case '+' -> flags.plus = true;
                case '#' -> flags.sharp = true;
                case ' ' -> flags.space = true;
                case '0' -> flags.zero = true;
                default -> {
                    return flags;
                }
            }
        }
        return flags;
    }

    /** An explicit argument number: {@code %[2]d}. */
    private void index() {
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        int end = format.indexOf(']', at);
        boolean number = end > at && format.substring(at + 1, end).matches("[0-9]{1,6}");
        int wanted = number ? Integer.parseInt(format.substring(at + 1, end)) - 1 : -1;
        at = end < 0 ? at + 1 : end + 1;
        if (wanted >= 0 && wanted < args.size()) {
            next = wanted;
            behindIndex = true;
        } else {
            goodIndex = false;
            behindIndex = number;
        }
    }

    private void width(Flags flags) {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer width = starArgument();
            if (width == null) {
                out.append("%!(BADWIDTH)");
            } else {
                flags.width = Math.abs(width);
                flags.minus = flags.minus || width < 0;
                flags.zero = flags.zero && width >= 0;
            }
            behindIndex = false;
            return;
        }
        flags.width = number();
        if (behindIndex && flags.width >= 0) {
            goodIndex = false;
        }
    }

    private void precision(Flags flags) {
        if (at >= format.length() || format.charAt(at) != '.') {
            return;
        }
        at++;
        if (behindIndex) {
            goodIndex = false;
        }
        index();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Integer precision = starArgument();
            if (precision == null || precision < 0) {
                out.append("%!(BADPREC)");
            } else {
                flags.precision = precision;
            }
            behindIndex = false;
        } else {
            flags.precision = Math.max(0, number());
        }
    }

    private int number() {
        int n = -1;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            n = Math.min(MAX_WIDTH + 1, Math.max(n, 0) * 10 + format.charAt(at++) - '0');
        }
        // Go ignores a number beyond its bound.
        return n > MAX_WIDTH ? -1 : n;
    }

    /** The next argument as a width, or null where it is none. */
    private Integer starArgument() {
        if (next >= args.size()) {
            return null;
        }
        GoValue v = args.get(next++);
        return v instanceof GoValue.Int i && Math.abs(i.value()) <= MAX_WIDTH ? (int) i.value() : null;
    }
}
