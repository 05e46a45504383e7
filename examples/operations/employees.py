"""Examples of the operations on employees; the reference shows them with what they send and receive."""

from __future__ import annotations

from perfectgym_next import PerfectGym


def list_employees(gym: PerfectGym) -> None:
    for employee in gym.employees.list_employees():
        print(employee.id, employee.first_name, employee.last_name)


def get_employee(gym: PerfectGym) -> None:
    first = gym.employees.list_employees().collect(limit=1)[0]
    print(gym.employees.get_employee(first.id).last_name)
