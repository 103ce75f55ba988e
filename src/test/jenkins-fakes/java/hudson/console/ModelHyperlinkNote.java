package hudson.console;

public class ModelHyperlinkNote {
    private ModelHyperlinkNote() {}

    public static String encodeTo(String url, String text) {
        return text + " <" + url + ">";
    }
}
