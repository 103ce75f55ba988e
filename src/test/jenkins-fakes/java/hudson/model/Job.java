package hudson.model;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem {
    protected Job() {}

    protected Job(String name) {
        super(name);
    }

    public RunT getLastCompletedBuild() {
        RunT run = getLastBuild();
        while (run != null && run.isBuilding()) {
            run = run.getPreviousBuild();
        }
        return run;
    }

    public RunT getLastBuild() {
        return null;
    }
}
