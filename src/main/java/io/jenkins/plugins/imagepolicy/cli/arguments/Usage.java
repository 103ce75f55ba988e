package io.jenkins.plugins.imagepolicy.cli.arguments;

import java.util.List;
import org.apache.commons.cli.Option;

/** Help texts, for a terminal of 80 columns. */
public final class Usage {
    private static final String PROGRAM = "image-policy";
    private static final int WIDTH = 80;
    private static final int COLUMN = 28;

    private Usage() {}

    /** Of the program: its commands. */
    public static String of(Syntax program, List<Syntax> commands) {
        StringBuilder text = new StringBuilder("Usage: " + PROGRAM + " COMMAND [OPTION]...\n");
        paragraph(text, program.purpose());
        text.append("\nCommands:\n");
        for (Syntax command : commands) {
            entry(text, "  " + command.name(), command.purpose(), 10);
        }
        text.append('\n');
        common(text);
        exitCodes(text, program);
        return text.append("\n" + PROGRAM + " COMMAND --help tells a command's options.\n")
                .toString();
    }

    /** Of one command: its options. */
    public static String of(Syntax command) {
        StringBuilder text = new StringBuilder("Usage: " + PROGRAM + " " + command.name());
        for (Option option : command.options()) {
            if (option.isRequired()) {
                text.append(' ').append(written(option)).append("...");
            }
        }
        text.append(" [OPTION]...");
        if (!command.operand().isEmpty()) {
            text.append(' ').append(command.operand()).append("...");
        }
        text.append('\n');
        paragraph(text, command.purpose());
        text.append('\n');
        if (!command.operand().isEmpty()) {
            entry(text, "  " + command.operand() + "...", command.operandPurpose(), COLUMN);
        }
        for (Option option : command.options()) {
            entry(
                    text,
                    "  " + written(option) + (command.isRepeatable(option) ? "..." : ""),
                    option.getDescription(),
                    COLUMN);
        }
        common(text);
        exitCodes(text, command);
        return text.toString();
    }

    /** {@code --name=LABEL}. */
    static String written(Option option) {
        return "--" + option.getLongOpt() + (option.hasArg() ? "=" + option.getArgName() : "");
    }

    private static void common(StringBuilder text) {
        entry(text, "  -h, --help", "show this help", COLUMN);
        entry(text, "  -V, --version", "show the version", COLUMN);
    }

    private static void exitCodes(StringBuilder text, Syntax syntax) {
        if (syntax.exitCodes().isEmpty()) {
            return;
        }
        text.append("\nExit codes:\n");
        syntax.exitCodes().forEach((code, meaning) -> entry(text, "  " + code, meaning, 5));
    }

    private static void paragraph(StringBuilder text, String words) {
        wrapped(text, words, 0, 0);
    }

    private static void entry(StringBuilder text, String name, String meaning, int column) {
        text.append(name);
        int at = name.length();
        if (at >= column) {
            text.append('\n');
            at = 0;
        }
        text.append(" ".repeat(column - at));
        wrapped(text, meaning, column, column);
    }

    /** @param at column at which the text stands now */
    private static void wrapped(StringBuilder text, String words, int indent, int at) {
        int column = at;
        boolean first = true;
        for (String word : words.split(" ")) {
            if (!first && column + 1 + word.length() > WIDTH) {
                text.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (!first) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
            first = false;
        }
        text.append('\n');
    }
}
