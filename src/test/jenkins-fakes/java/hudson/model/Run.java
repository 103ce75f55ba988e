package hudson.model;

import hudson.EnvVars;
import hudson.security.AccessControlled;
import java.io.File;
import java.io.IOException;
import java.util.Calendar;
import java.util.GregorianCalendar;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements AccessControlled {
    private final JobT job;
    private final int number;
    private final File root;
    private Result result;
    private boolean building;

    protected Run() {
        this(null, 1, null);
    }

    protected Run(JobT job, int number, File root) {
        this.job = job;
        this.number = number;
        this.root = root;
    }

    public JobT getParent() {
        return job;
    }

    public File getRootDir() {
        return root;
    }

    public String getUrl() {
        return job.getUrl() + number + "/";
    }

    public int getNumber() {
        return number;
    }

    public String getDisplayName() {
        return "#" + number;
    }

    public String getFullDisplayName() {
        return job.getFullDisplayName() + " #" + number;
    }

    public Result getResult() {
        return result;
    }

    public void setResult(Result result) {
        this.result = result;
    }

    public boolean isBuilding() {
        return building;
    }

    public void setBuilding(boolean building) {
        this.building = building;
    }

    public Calendar getTimestamp() {
        return new GregorianCalendar(2026, Calendar.NOVEMBER, 21);
    }

    public RunT getPreviousBuild() {
        return null;
    }

    public final RunT getPreviousCompletedBuild() {
        RunT run = getPreviousBuild();
        while (run != null && run.isBuilding()) {
            run = run.getPreviousBuild();
        }
        return run;
    }

    public EnvVars getEnvironment(TaskListener listener) throws IOException, InterruptedException {
        return new EnvVars();
    }

    public synchronized void save() throws IOException {}
}
