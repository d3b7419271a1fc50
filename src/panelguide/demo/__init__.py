"""The demo: a throwaway trust with six vacancies, one in each stage, made through the services alone."""
