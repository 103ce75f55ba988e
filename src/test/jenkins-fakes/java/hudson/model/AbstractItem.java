package hudson.model;

public abstract class AbstractItem extends Actionable implements Item {
    private final String name;

    protected AbstractItem() {
        this("folder/job");
    }

    protected AbstractItem(String name) {
        this.name = name;
    }

    @Override
    public String getFullName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    @Override
    public String getFullDisplayName() {
        return name.replace("/", " » ");
    }

    @Override
    public final String getUrl() {
        return "job/" + name.replace("/", "/job/") + "/";
    }
}
